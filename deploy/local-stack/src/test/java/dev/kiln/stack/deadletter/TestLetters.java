package dev.kiln.stack.deadletter;

import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Letters as they would be read. */
final class TestLetters {
    static final Instant AT = Instant.parse("2026-01-31T12:00:00.5Z");

    private TestLetters() {}

    static WholeLetter request(long offset, String body) {
        return of(new DeadLetterTopic(Topic.GENERATION_REQUESTS, "dispatcher"), offset, body);
    }

    static WholeLetter of(DeadLetterTopic topic, long offset, String body) {
        var id = new LetterId(topic.name("kiln."), 0, offset);
        var value = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        var letter = new Letter(
                id, topic, AT, Reason.UNREADABLE, "no JSON", "gen_1", "a.type", value == null ? 0 : value.length);
        var reason = new WholeLetter.NamedValue(
                DeadLetterHeaders.REASON, Reason.UNREADABLE.getBytes(StandardCharsets.UTF_8));
        return new WholeLetter(letter, "gen_1".getBytes(StandardCharsets.UTF_8), value, List.of(reason));
    }
}
