package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationIdsTest {

    @Test
    void readsTheBytesThatItWrote() {
        Random random = new Random(42);
        for (int round = 0; round < 1000; round++) {
            byte[] bytes = new byte[GenerationIds.BYTES];
            random.nextBytes(bytes);

            String id = GenerationIds.encode(bytes);

            assertThat(GenerationIds.isWellFormed(id)).isTrue();
            assertThat(GenerationIds.decode(id)).isEqualTo(bytes);
        }
    }

    @Test
    void sortsAsItsBytesDo() {
        byte[] low = new byte[GenerationIds.BYTES];
        byte[] high = new byte[GenerationIds.BYTES];
        high[0] = 1;

        assertThat(GenerationIds.encode(low)).isEqualTo("gen_" + "0".repeat(32)).isLessThan(GenerationIds.encode(high));
        Arrays.fill(high, (byte) -1);
        assertThat(GenerationIds.encode(high)).isEqualTo("gen_" + "z".repeat(32));
    }

    /** Computed apart from this code; requesters compute them too, so they can never change. */
    @Test
    void derivesTheSameIdsForEver() {
        assertThat(GenerationIds.ofRequest("studio", "/studio/render-queue", "2f9c7f0e-7a55-4be2-9f6b-0d6d3d0a9a11"))
                .isEqualTo("gen_5p4fh0981r2zgjvw0rwe9m2dssr2t5h0");
        assertThat(GenerationIds.ofRequest("türkis", "urn:x", "1")).isEqualTo("gen_0za66vtn6xr7waax6ma2n6dp5sn1mpr7");
        assertThat(GenerationIds.ofIdempotencyKey("studio", "order-7"))
                .isEqualTo("gen_trjtmjvkh6r0evga5bc2w17stdv75kd6");
    }

    @Test
    void derivesDifferentIdsFromPartsThatReadAlikeTogether() {
        assertThat(List.of(
                        GenerationIds.ofRequest("a", "b", "c"),
                        GenerationIds.ofRequest("ab", "", "c"),
                        GenerationIds.ofRequest("a", "bc", ""),
                        GenerationIds.ofIdempotencyKey("a", "b")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gen_",
                "gen_0123456789abcdefghjkmnpqrstvwxy",
                "gen_0123456789abcdefghjkmnpqrstvwxyz0",
                "gen_0123456789ABCDEFGHJKMNPQRSTVWXYZ",
                "gen_i123456789abcdefghjkmnpqrstvwxyz",
                "job_0123456789abcdefghjkmnpqrstvwxyz"
            })
    void refusesWhatHasNotItsForm(String id) {
        assertThat(GenerationIds.isWellFormed(id)).isFalse();
        assertThatThrownBy(() -> GenerationIds.decode(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnotherNumberOfBytes() {
        assertThat(GenerationIds.isWellFormed(null)).isFalse();
        assertThatThrownBy(() -> GenerationIds.encode(new byte[19])).isInstanceOf(IllegalArgumentException.class);
    }
}
