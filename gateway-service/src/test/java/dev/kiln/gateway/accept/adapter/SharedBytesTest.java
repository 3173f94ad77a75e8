package dev.kiln.gateway.accept.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedBytesTest {

    private final SharedBytes shared = new SharedBytes(100);

    @Test
    void givesWhatThereIs() {
        assertThat(shared.take(60)).isTrue();
        assertThat(shared.take(40)).isTrue();
        assertThat(shared.held()).isEqualTo(100);
    }

    @Test
    void holdsNothingForWhomItRefuses() {
        shared.take(60);

        assertThat(shared.take(41)).isFalse();
        assertThat(shared.held()).isEqualTo(60);
        assertThat(shared.take(40)).isTrue();
    }

    @Test
    void refusesNobodyWhoNeedsNothing() {
        shared.take(100);

        assertThat(shared.take(1)).isFalse();
        assertThat(shared.take(0)).isTrue();
    }

    @Test
    void givesAgainWhatCameBack() {
        shared.take(100);
        shared.giveBack(30);

        assertThat(shared.take(30)).isTrue();
    }
}
