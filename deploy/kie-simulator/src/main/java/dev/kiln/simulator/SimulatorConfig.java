package dev.kiln.simulator;

import dev.kiln.simulator.wire.ParamStyle;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Everything that can be set. */
@ConfigMapping(prefix = "kie-simulator")
public interface SimulatorConfig {

    /** By name; at least one. */
    Map<String, AccountConfig> accounts();

    Rate rate();

    TaskDuration taskDuration();

    Callback callback();

    /** Of durations and of faults by share. */
    @WithDefault("1")
    long seed();

    /** Signs callbacks; without it they carry no signature headers. */
    Optional<String> webhookHmacKey();

    /** Where results are linked to; without it, where the create came in. */
    Optional<String> publicUrl();

    /** Whether input keys that the model does not know are refused. */
    @WithDefault("true")
    boolean refuseUnknownFields();

    /** How long a hanging create is held open. */
    @WithDefault("120s")
    Duration hang();

    /** Tasks kept; ended ones make room. */
    @WithDefault("20000")
    int tasksMax();

    /** Lines of the truth log kept in memory. */
    @WithDefault("100000")
    int truthMax();

    /** A file to which the truth log is appended, one JSON document a line. */
    Optional<Path> truthLog();

    interface AccountConfig {
        /** The API key. */
        String key();

        /** The balance at the start. */
        @WithDefault("1000000")
        BigDecimal credits();

        /** Creates in any window, if not the general limit. */
        OptionalInt rateLimit();
    }

    interface Rate {
        /** Creates in any window, for each account. */
        @WithDefault("20")
        int limit();

        @WithDefault("10s")
        Duration window();
    }

    interface TaskDuration {
        @WithDefault("300ms")
        Duration min();

        @WithDefault("1500ms")
        Duration max();
    }

    interface Callback {
        @WithDefault("3")
        int attempts();

        @WithDefault("1s")
        Duration retryDelay();

        @WithDefault("15s")
        Duration timeout();

        /** Posts under way at the same time. */
        @WithDefault("32")
        int concurrency();

        /** Posts that wait; beyond that they fail as queue-full. */
        @WithDefault("10000")
        int queue();

        /** How jobs callbacks pack {@code param}. */
        @WithDefault("raw-newline")
        ParamStyle param();
    }
}
