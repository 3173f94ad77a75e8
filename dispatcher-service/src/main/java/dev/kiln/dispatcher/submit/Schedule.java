package dev.kiln.dispatcher.submit;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import dev.kiln.dispatcher.task.Generation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * When the next step of a submitted task is due.
 *
 * @param firstPollAfter overrides the model's usual time, if present
 * @param modelPause how long a task waits whose model is switched off
 * @param doubtParksAfter how long a doubt may stay unsettled
 */
public record Schedule(
        Catalog catalog, Optional<Duration> firstPollAfter, Duration modelPause, Duration doubtParksAfter) {

    private static final Duration UNKNOWN_MODEL = Duration.ofMinutes(1);

    /** About the model's usual time: callbacks come first, and the poll finds what they missed. */
    public Instant firstPoll(Generation generation, Instant now) {
        Duration usual = catalog.find(generation.request().model())
                .map(Model::usualDuration)
                .orElse(UNKNOWN_MODEL);
        return now.plus(spread(firstPollAfter.orElse(usual), generation.id()));
    }

    /** By up to a tenth either way, so that what was created together is not read together. */
    private static Duration spread(Duration usual, String generationId) {
        CRC32 even = new CRC32();
        even.update(generationId.getBytes(StandardCharsets.US_ASCII));
        long parts = 900 + even.getValue() % 201;
        return usual.multipliedBy(parts).dividedBy(1000);
    }
}
