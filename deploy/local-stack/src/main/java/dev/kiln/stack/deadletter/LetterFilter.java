package dev.kiln.stack.deadletter;

import dev.kiln.contract.Topic;
import java.time.Instant;

/** Which letters are meant; a null lets all pass. */
public record LetterFilter(Topic topic, String group, String reason, Instant since) {
    public static final LetterFilter ALL = new LetterFilter(null, null, null, null);

    public boolean passes(DeadLetterTopic letters) {
        return (topic == null || topic == letters.source()) && (group == null || group.equals(letters.group()));
    }

    public boolean passes(Letter letter) {
        return passes(letter.of())
                && (reason == null || reason.equals(letter.reason()))
                && (since == null || !letter.at().isBefore(since));
    }
}
