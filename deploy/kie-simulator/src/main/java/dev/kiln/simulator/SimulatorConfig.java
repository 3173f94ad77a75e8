package dev.kiln.simulator;

import dev.kiln.simulator.wire.ParamStyle;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    Poll poll();

    Record record();

    Results results();

    Uploads uploads();

    /** How many times as fast time runs: what every duration and window here is divided by. */
    @WithDefault("1")
    BigDecimal timeFactor();

    /** Words of faults that hit every create, and of shapes that every answer has. */
    Optional<List<String>> always();

    /** A seeded mix from the start, as {@code word:share}. */
    Optional<List<String>> scenario();

    /** Of durations, of faults by share and of the scenario from the start. */
    @WithDefault("1")
    long seed();

    /** Signs callbacks; without it they carry no signature headers. */
    Optional<String> webhookHmacKey();

    /** Where results are linked to; without it, where the create came in. */
    Optional<String> publicUrl();

    /** Whether input keys that the model does not know are refused. */
    @WithDefault("true")
    boolean refuseUnknownFields();

    /** How long a hanging request is held open. */
    @WithDefault("120s")
    Duration hang();

    /** How late a slow answer is. */
    @WithDefault("20s")
    Duration slow();

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

        /** Credits that the key may use in all; beyond that creates get code 433. */
        Optional<BigDecimal> cap();
    }

    interface Rate {
        /** Creates in any window, for each account. */
        @WithDefault("20")
        int limit();

        @WithDefault("10s")
        Duration window();
    }

    interface Poll {
        /** Readings of records in any window, for each account; 0 for no limit. */
        @WithDefault("10")
        int limit();

        @WithDefault("1s")
        Duration window();
    }

    interface Record {
        /** How long after its create a record is unknown, where record-null says so. */
        @WithDefault("3s")
        Duration hidden();

        /** How long after its end a record shows that it runs, where record-lag says so. */
        @WithDefault("5s")
        Duration lag();

        /** How long after its create a record is known. */
        @WithDefault("60d")
        Duration keep();

        @WithDefault("14d")
        Duration keepVeo();
    }

    interface Results {
        /** How long after its task's end a file is there. */
        @WithDefault("24h")
        Duration keep();

        /** The same for the originals of Flux. */
        @WithDefault("10m")
        Duration keepOrigin();

        /** How long a download link works. */
        @WithDefault("20m")
        Duration keepLink();
    }

    interface Uploads {
        /** Where uploads lie while the simulator runs; without it, below the system's temporary folder. */
        Optional<Path> folder();

        @WithDefault("24h")
        Duration keep();

        @WithDefault("1000")
        int maxFiles();

        /** Of all files together. */
        @WithDefault("512")
        int maxMegabytes();
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

        /** How much later a late callback comes. */
        @WithDefault("3h")
        Duration late();

        /** Between two callbacks of a task that tell different things. */
        @WithDefault("2s")
        Duration gap();

        /** How jobs callbacks pack {@code param}. */
        @WithDefault("raw-newline")
        ParamStyle param();
    }
}
