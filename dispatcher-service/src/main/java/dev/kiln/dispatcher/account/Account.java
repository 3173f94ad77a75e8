package dev.kiln.dispatcher.account;

import java.time.Instant;
import java.util.Optional;

/**
 * An account as it stands.
 *
 * @param pausedUntil empty where it does not rest
 * @param slotsInUse of {@code slots}: creates of the last window
 * @param tasks at Kie, doubtful ones included
 */
public record Account(
        String name,
        Optional<Stop> stop,
        Optional<Instant> pausedUntil,
        int doubtsInARow,
        int slotsInUse,
        int slots,
        int tasks) {}
