package dev.kiln.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BearerKeyTest {

    @Test
    void findsTheKeyBehindItsScheme() {
        assertThat(BearerKey.in("Bearer abc")).contains("abc");
        assertThat(BearerKey.in("bearer  abc ")).contains("abc");
    }

    @Test
    void findsNoneAnywhereElse() {
        assertThat(BearerKey.in(null)).isEmpty();
        assertThat(BearerKey.in("Bearer ")).isEmpty();
        assertThat(BearerKey.in("Basic abc")).isEmpty();
        assertThat(BearerKey.in("Bearer " + "x".repeat(513))).isEmpty();
    }
}
