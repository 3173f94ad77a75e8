package dev.kiln.dispatcher.pause;

import java.time.Instant;

/**
 * A pause that stands.
 *
 * @param by an operator's name, or {@code kie}
 * @param endsAt null where only an operator ends it
 */
public record Pause(PauseTarget target, String by, String reason, Instant since, Instant endsAt) {}
