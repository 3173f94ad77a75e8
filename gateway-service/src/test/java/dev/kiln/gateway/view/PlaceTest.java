package dev.kiln.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.GenerationIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    private final String id = GenerationIds.ofRequest("acme", "/test", "1");

    @Test
    void comesBackFromItsCursorToTheMicrosecond() {
        Place place = new Place(Instant.parse("2026-11-23T12:00:00.123456Z"), id);

        assertThat(place.cursor()).matches("[A-Za-z0-9_-]+");
        assertThat(Place.of(place.cursor())).contains(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\u0000", "ä", "AAAA", "=====", "%00"})
    void isInNoOtherText(String text) {
        assertThat(Place.of(text)).isEmpty();
    }

    @Test
    void isNowhereOutsideTheTimesThatADatabaseKnows() {
        for (long second : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800L, -62_135_596_801L}) {
            assertThat(Place.of(cursor(second))).isEmpty();
        }
        assertThat(Place.of(cursor(0))).contains(new Place(Instant.EPOCH, id));
    }

    private String cursor(long second) {
        byte[] bytes = ByteBuffer.allocate(32)
                .putLong(second)
                .putInt(0)
                .put(GenerationIds.decode(id))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
