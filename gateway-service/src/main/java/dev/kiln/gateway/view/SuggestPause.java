package dev.kiln.gateway.view;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Suggests when to read a generation again, by how long its model usually takes. */
public final class SuggestPause {

    private static final Duration UNTIL_THE_VIEW_HAS_IT = Duration.ofSeconds(1);
    private static final Duration PARKED = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** Of the usual time, for what takes longer. */
    private static final int PART = 10;

    private final Catalog catalog;
    private final Clock clock;

    public SuggestPause(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Empty where nothing will change any more. */
    public Optional<Duration> before(Finding finding) {
        return switch (finding) {
            case Finding.Known known -> before(known.generation());
            case Finding.OnItsWay onItsWay -> Optional.of(UNTIL_THE_VIEW_HAS_IT);
            case Finding.Unknown unknown -> Optional.empty();
        };
    }

    private Optional<Duration> before(Generation generation) {
        return switch (generation.standing().status()) {
            case ACCEPTED, RUNNING, UNCERTAIN -> Optional.of(untilItsUsualEnd(generation));
            case PARKED -> Optional.of(PARKED);
            case SUCCEEDED, FAILED, CANCELED -> Optional.empty();
        };
    }

    private Duration untilItsUsualEnd(Generation generation) {
        Duration usual = catalog.find(generation.asked().model())
                .map(Model::usualDuration)
                .orElse(USUAL);
        Instant begun = begun(generation.standing());
        Duration left = begun == null ? usual : usual.minus(Duration.between(begun, clock.instant()));
        return between(left, max(usual.dividedBy(PART), SHORTEST), max(usual, SHORTEST));
    }

    private static Instant begun(Standing standing) {
        return standing.status() == Status.ACCEPTED ? null : standing.submittedAt();
    }

    private static Duration between(Duration value, Duration least, Duration most) {
        return value.compareTo(most) > 0 ? most : max(value, least);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
