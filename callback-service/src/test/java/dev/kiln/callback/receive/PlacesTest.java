package dev.kiln.callback.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.callbackurl.CallbackAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final CallbackAddress FIRST = new CallbackAddress("jobs", "gen_1", 1);
    private static final CallbackAddress SECOND = new CallbackAddress("jobs", "gen_1", 2);

    @Test
    void givesNoMoreThanItHas() {
        Places places = new Places(1);
        Places.Place only = places.take(FIRST).orElseThrow();

        assertThat(places.take(FIRST)).isEmpty();

        only.leave();
        assertThat(places.taken()).isZero();
        assertThat(places.take(FIRST)).isPresent();
    }

    @Test
    void keepsAPlaceUntilItsLastHolderHasLeft() {
        Places places = new Places(1);
        Places.Place place = places.take(FIRST).orElseThrow();
        place.hold();

        place.leave();
        assertThat(places.taken()).isEqualTo(1);

        place.leave();
        assertThat(places.taken()).isZero();
    }

    @Test
    void leavesPlacesToOthersWhoeverHasManyOpen() {
        Places places = new Places(64);
        var taken = IntStream.range(0, 64)
                .mapToObj(each -> places.take(FIRST))
                .flatMap(place -> place.stream())
                .toList();

        assertThat(taken).hasSize(4);
        assertThat(places.taken()).isEqualTo(4);
        assertThat(places.take(SECOND)).isPresent();

        taken.get(0).leave();
        assertThat(places.take(FIRST)).isPresent();
        assertThat(places.take(FIRST)).isEmpty();
    }
}
