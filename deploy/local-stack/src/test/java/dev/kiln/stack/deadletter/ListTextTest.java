package dev.kiln.stack.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.ContractJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListTextTest {
    private final Letter letter = TestLetters.request(7, "{}").letter();
    private final Survey.Kind kind = new Survey.Kind(letter.of(), "UNREADABLE");

    @Test
    void saysThatThereIsNone() {
        assertThat(ListText.of(new Survey(List.of(), Map.of()))).isEqualTo("No dead letters.");
    }

    @Test
    void countsAllAndShowsTheFirst() {
        var survey = new Survey(List.of(new Survey.Found(letter, null)), Map.of(kind, 3L));
        assertThat(ListText.of(survey).lines())
                .containsExactly(
                        " letters  topic                    group        reason",
                        "       3  generation.requests      dispatcher   UNREADABLE",
                        "",
                        "kiln.generation.requests.dispatcher.dlq/0/7",
                        "  2026-01-31T12:00:00Z  UNREADABLE  no JSON",
                        "  key gen_1  type a.type  2 bytes",
                        "",
                        "The first 1 of 3: --limit shows more, and --topic, --group, --reason and --since less.");
    }

    @Test
    void givesTheSameAsJson() throws Exception {
        var done = new Resolution(letter.id(), Resolution.Action.REPLAYED, "mia", TestLetters.AT, null);
        var counts = new LinkedHashMap<Survey.Kind, Long>();
        counts.put(kind, 1L);
        var json = ContractJson.mapper()
                .readTree(ListJson.of(new Survey(List.of(new Survey.Found(letter, done)), counts)));
        assertThat(json.path("total").asInt()).isEqualTo(1);
        assertThat(json.path("complete").asBoolean()).isTrue();
        assertThat(json.path("counts").path(0).path("group").asText()).isEqualTo("dispatcher");
        var first = json.path("letters").path(0);
        assertThat(first.path("id").asText()).isEqualTo(letter.id().toString());
        assertThat(first.path("resolution").path("action").asText()).isEqualTo("replayed");
        assertThat(first.path("resolution").path("why").isNull()).isTrue();
    }
}
