package dev.kiln.gateway.view.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationTagTest {

    private final GenerationTag tag = new GenerationTag("W/\"7t\"");

    @Test
    void isFoundAmongTagsHoweverTheyAreWritten() {
        assertThat(tag.isAmong(List.of("W/\"7t\""))).isTrue();
        assertThat(tag.isAmong(List.of("\"7t\""))).isTrue();
        assertThat(tag.isAmong(List.of("\"1\", W/\"7t\""))).isTrue();
        assertThat(tag.isAmong(List.of("\"1\"", " \"7t\" "))).isTrue();
        assertThat(tag.isAmong(List.of("*"))).isTrue();
    }

    @Test
    void isNotFoundAmongOthers() {
        assertThat(tag.isAmong(List.of())).isFalse();
        assertThat(tag.isAmong(List.of("", "7t", "\"7\"", "W/", "w/\"7t\"", ",,")))
                .isFalse();
    }
}
