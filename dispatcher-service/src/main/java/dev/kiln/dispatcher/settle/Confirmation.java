package dev.kiln.dispatcher.settle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Which callbacks' words are checked against the record, and when. Kie signs no body, so a callback is the quick word and
 * the record is the proof.
 *
 * @param share of the tasks that callbacks end, from 0 to 1; the id decides which, so that replicas agree
 * @param after the callback, since records follow their tasks by seconds
 * @param accounts those that have a key: which one a task of any other was charged to, its record alone can tell
 */
public record Confirmation(double share, Duration after, Set<String> accounts) {

    private static final int PARTS = 10_000;

    public Confirmation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("kiln.poll.confirm-share must be from 0 to 1, not " + share);
        }
    }

    Optional<Instant> due(String generationId, String account, Instant now) {
        boolean due = !accounts.contains(account) || isChosen(generationId);
        return due ? Optional.of(now.plus(after)) : Optional.empty();
    }

    private boolean isChosen(String generationId) {
        CRC32 even = new CRC32();
        even.update(generationId.getBytes(StandardCharsets.US_ASCII));
        return even.getValue() % PARTS < share * PARTS;
    }
}
