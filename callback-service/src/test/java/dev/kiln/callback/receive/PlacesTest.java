package dev.kiln.callback.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void givesNoMoreThanItHas() {
        Places places = new Places(1);
        Places.Place only = places.take().orElseThrow();

        assertThat(places.take()).isEmpty();

        only.leave();
        assertThat(places.taken()).isZero();
        assertThat(places.take()).isPresent();
    }

    @Test
    void keepsAPlaceUntilItsLastHolderHasLeft() {
        Places places = new Places(1);
        Places.Place place = places.take().orElseThrow();
        place.hold();

        place.leave();
        assertThat(places.taken()).isEqualTo(1);

        place.leave();
        assertThat(places.taken()).isZero();
    }
}
