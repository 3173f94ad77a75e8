package dev.kiln.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.TestClock;
import dev.kiln.gateway.idempotency.Fingerprint;
import dev.kiln.gateway.idempotency.MapRegistry;
import dev.kiln.gateway.idempotency.Registered;
import dev.kiln.gateway.identity.MintedId;
import dev.kiln.gateway.identity.MintedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FindGenerationTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

    private final TestClock clock = new TestClock(BEGIN);
    private final MintedIds ids = new MintedIds("a-tag-key-of-thirty-two-characters", clock, new Random(3));
    private final MapRows rows = new MapRows();
    private final MapRegistry registry = new MapRegistry();
    private final Map<Integer, Long> ends = new HashMap<>();
    private final ViewProgress progress = new ViewProgress(
            () -> CompletableFuture.completedFuture(Map.copyOf(ends)),
            () -> CompletableFuture.completedFuture(Map.of()),
            (from, to) -> CompletableFuture.completedFuture(false),
            clock);
    private final FindGeneration findGeneration = new FindGeneration(rows, ids, registry, progress);

    @Test
    void findsWhatTheViewHas() {
        String id = GenerationIds.ofRequest("acme", "/test", "1");
        Generation generation =
                new Projection(Catalog.bundled()).of(Events.of(id).requested()).orElseThrow();
        rows.add(generation);

        assertThat(find("acme", id)).isEqualTo(new Finding.Known(generation));
        assertThat(find("globex", id)).isEqualTo(new Finding.Unknown());
    }

    @Test
    void believesItsOwnIdUntilTheViewMustHaveSeenIt() {
        MintedId minted = ids.mint("acme");
        Finding onItsWay = new Finding.OnItsWay(minted.id(), minted.mintedAt());

        clock.advance(Duration.ofSeconds(10));
        assertThat(find("acme", minted.id())).isEqualTo(onItsWay);
        assertThat(find("acme", minted.id())).isEqualTo(onItsWay);

        clock.advance(Duration.ofSeconds(1));
        assertThat(find("acme", minted.id())).isEqualTo(onItsWay);
        assertThat(find("acme", minted.id())).isEqualTo(new Finding.Unknown());
    }

    @Test
    void believesItForAsLongAsTheViewIsBehind() {
        ends.put(4, 100L);
        MintedId minted = ids.mint("acme");

        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(find("acme", minted.id())).isInstanceOf(Finding.OnItsWay.class);
        }
    }

    @Test
    void believesAnIdUnderAKeyOnceItsRequestIsPublishedHoweverFarTheViewIs() {
        String id = GenerationIds.ofIdempotencyKey("acme", "key");
        registry.add("acme", id, registered(true));

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(find("acme", id)).isEqualTo(new Finding.OnItsWay(id, BEGIN));
        }
        assertThat(find("globex", id)).isEqualTo(new Finding.Unknown());
    }

    @Test
    void believesAnIdUnderAKeyWithoutKnownOutcomeUntilTheViewMustHaveSeenIt() {
        String id = GenerationIds.ofIdempotencyKey("acme", "key");
        registry.add("acme", id, registered(false));

        clock.advance(Duration.ofSeconds(20));
        assertThat(find("acme", id)).isEqualTo(new Finding.OnItsWay(id, BEGIN));
        clock.advance(Duration.ofSeconds(1));
        assertThat(find("acme", id)).isInstanceOf(Finding.OnItsWay.class);
        assertThat(find("acme", id)).isEqualTo(new Finding.Unknown());
    }

    private static Registered registered(boolean published) {
        return new Registered(new Fingerprint(""), null, BEGIN, BEGIN.plusSeconds(10), Duration.ZERO, published);
    }

    @Test
    void believesNoIdThatWasNotMintedForTheTenant() {
        assertThat(find("globex", ids.mint("acme").id())).isEqualTo(new Finding.Unknown());
        assertThat(find("acme", GenerationIds.ofRequest("acme", "/test", "2"))).isEqualTo(new Finding.Unknown());
        assertThat(find("acme", "no id at all")).isEqualTo(new Finding.Unknown());
    }

    private Finding find(String tenantId, String id) {
        return findGeneration.find(tenantId, id).toCompletableFuture().join();
    }
}
