package dev.kiln.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.GenerationIds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MintedIdsTest {

    private static final String KEY = "a-tag-key-of-thirty-two-characters";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");

    private final MintedIds ids = ids(KEY, NOW);

    @Test
    void mintsAWellFormedIdThatTellsItsTime() {
        MintedId minted = ids.mint("acme");

        assertThat(GenerationIds.isWellFormed(minted.id())).isTrue();
        assertThat(minted.mintedAt()).isEqualTo(NOW);
        assertThat(ids.verify("acme", minted.id())).contains(NOW);
    }

    @Test
    void keepsTimesThatFillAllTheirBits() {
        Instant late = Instant.ofEpochMilli((1L << 48) - 1);
        MintedIds then = ids(KEY, late);

        assertThat(then.verify("acme", then.mint("acme").id())).contains(late);
    }

    @Test
    void mintsAnotherIdEachTime() {
        assertThat(ids.mint("acme")).isNotEqualTo(ids.mint("acme"));
    }

    @Test
    void knowsNoIdOfAnotherTenant() {
        assertThat(ids.verify("globex", ids.mint("acme").id())).isEmpty();
    }

    @Test
    void knowsNoIdOfAnotherKey() {
        MintedIds others = ids("another-tag-key-of-32-characters-", NOW);

        assertThat(ids.verify("acme", others.mint("acme").id())).isEmpty();
    }

    @Test
    void knowsNoIdInWhichAnyByteWasChanged() {
        byte[] bytes = GenerationIds.decode(ids.mint("acme").id());
        for (int i = 0; i < bytes.length; i++) {
            byte[] forged = bytes.clone();
            forged[i] ^= 1;
            assertThat(ids.verify("acme", GenerationIds.encode(forged))).isEmpty();
        }
    }

    @Test
    void knowsNoTextThatIsNoId() {
        assertThat(ids.verify("acme", "gen_x")).isEmpty();
    }

    @Test
    void refusesAShortKeyByTheNameOfItsSetting() {
        assertThatThrownBy(() -> ids("short", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kiln.ids.tag-key");
    }

    private static MintedIds ids(String key, Instant now) {
        return new MintedIds(key, Clock.fixed(now, ZoneOffset.UTC), new Random(7));
    }
}
