package dev.kiln.stack.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowTextTest {
    private static final String SECRET = "the hidden wording";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m-1\",\"input\":{\"prompt\":\"the hidden wording\"}}",
                "{\"model\":\"m-1\",\"Input\":{\"prompt\":\"the hidden wording\"}}",
                "{\"model\":\"m-1\",\"reference\":{\"a\":\"the hidden wording\"}}",
                "{\"model\":\"m-1\",\"metadata\":{\"a\":\"the hidden wording\"}}",
                "{\"model\":\"m-1\",\"the hidden wording\":1}",
                "{\"specversion\":\"1.0\",\"id\":\"m-1\",\"data\":{\"input\":{\"prompt\":\"the hidden wording\"}}}",
                "{\"specversion\":\"1.0\",\"id\":\"m-1\",\"data\":\"the hidden wording\"}",
            })
    void hidesWhatMayBeAPromptInARequest(String body) {
        var whole = TestLetters.request(1, body);
        assertThat(ShowText.of(whole, null, false)).contains("m-1").doesNotContain(SECRET);
        assertThat(ShowText.of(whole, null, true)).contains(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the hidden wording, no JSON",
                "[\"the hidden wording\"]",
                "\"the hidden wording\"",
                "{\"model\":\"the hidden wording",
                "{\"model\":1,\"model\":\"the hidden wording\"}"
            })
    void hidesTheWholeOfARequestThatIsNoObject(String body) {
        var whole = TestLetters.request(1, body);
        assertThat(ShowText.of(whole, null, false)).contains("--body shows it").doesNotContain(SECRET);
        assertThat(ShowText.of(whole, null, true)).contains(SECRET);
    }

    @Test
    void showsTheBodiesOfOtherTopics() {
        var topic = new DeadLetterTopic(Topic.GENERATION_COMPLETIONS, "billing");
        assertThat(ShowText.of(TestLetters.of(topic, 1, "{\"input\":1}"), null, false))
                .contains("\"input\" : 1");
        assertThat(ShowText.of(TestLetters.of(topic, 1, null), null, false)).contains("(none)");
    }

    @Test
    void letsNoBodyMoveTheCursor() {
        var topic = new DeadLetterTopic(Topic.GENERATION_COMPLETIONS, "billing");
        assertThat(ShowText.of(TestLetters.of(topic, 1, "a\u001b[2Jb\nc\u202e"), null, false))
                .contains("a\\u001b[2Jb")
                .contains("c\\u202e");
    }

    @Test
    void tellsWhatWasDone() {
        var whole = TestLetters.request(1, "{}");
        var done = new Resolution(
                whole.letter().id(), Resolution.Action.DROPPED, "mia", TestLetters.AT, "sent by a broken script");
        assertThat(ShowText.of(whole, done, false))
                .contains("dropped by mia at 2026-01-31T12:00:00Z: sent by a broken script");
        assertThat(ShowText.of(whole, null, false)).contains("state    waits");
    }
}
