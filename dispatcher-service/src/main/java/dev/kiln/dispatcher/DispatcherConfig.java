package dev.kiln.dispatcher;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can be configured of dispatcher-service's own; secrets have no default outside development. */
@ConfigMapping(prefix = "kiln")
public interface DispatcherConfig {

    Topics topics();

    Catalog catalog();

    Callback callback();

    Kie kie();

    Submit submit();

    Poll poll();

    Doubt doubt();

    Keep keep();

    Stopped stopped();

    Balance balance();

    /** Who may use the operators' endpoints, by name; without any they are closed. */
    Map<String, Operator> operators();

    interface Topics {
        @WithDefault("kiln.")
        String prefix();
    }

    interface Catalog {
        /** A folder that replaces the built-in catalog. */
        Optional<Path> path();
    }

    interface Callback {
        /** Where Kie reaches callback-service; without it truth comes by polling alone. */
        Optional<URI> publicUrl();

        /** The first signs; each has at least 32 characters. */
        List<String> tokenKeys();
    }

    interface Kie {
        @WithDefault("https://api.kie.ai")
        URI baseUrl();

        /** By the account's name. */
        Map<String, Account> accounts();

        /** Creates an account may make in 10 s. */
        @WithDefault("20")
        int createsPerWindow();

        /** Tasks an account may have at Kie at a time. */
        @WithDefault("100")
        int runningTasks();

        /** Record reads an account may make in 1 s. */
        @WithDefault("10")
        int pollsPerSecond();

        /** Kie's edge refuses requests without one, or with that of a library. */
        @WithDefault("Kiln/0.1")
        String userAgent();

        @WithDefault("3s")
        Duration connectTimeout();

        @WithDefault("15s")
        Duration answerTimeout();

        @WithDefault("10s")
        Duration readTimeout();
    }

    interface Account {
        /** Empty takes the account out of use. */
        Optional<String> apiKey();
    }

    interface Submit {
        /** Creates under way at a time in this replica. */
        @WithDefault("32")
        int createsInFlight();

        /** How long a request without an {@code expiresAt} may wait. */
        @WithDefault("24h")
        Duration expiresAfter();

        /**
         * Kie's window of 10 s and a margin for clocks. It begins with the answer, and so after Kie has counted the create:
         * the way there needs no margin.
         */
        @WithDefault("10200ms")
        Duration slotWindow();

        /** How long a slot stays taken, and a sender counts as at work, without an answer. */
        @WithDefault("60s")
        Duration slotUnanswered();

        /** How long a task waits whose model Kie has switched off. */
        @WithDefault("5m")
        Duration modelPause();
    }

    interface Poll {
        /** Overrides the models' usual times. */
        Optional<Duration> firstAfter();

        @WithDefault("3s")
        Duration shortestInterval();

        /** The age at which a task that shows no end is parked. */
        @WithDefault("24h")
        Duration parksAfter();

        @WithDefault("24h")
        Duration whenParked();

        /** The share of the tasks ended by callbacks whose record is read as well; 0 to 1. */
        @WithDefault("1")
        double confirmShare();

        /** From the callback until its record is read. */
        @WithDefault("10s")
        Duration confirmAfter();
    }

    interface Keep {
        /** How long an ended task is kept whole; afterwards its id and fingerprint are. As long as Kie's truth may come. */
        @WithDefault("60d")
        Duration endedFor();
    }

    interface Doubt {
        /** How long a doubt may stay unsettled. */
        @WithDefault("2h")
        Duration parksAfter();
    }

    interface Stopped {
        /** How soon after a stop Kie is asked whether the account is well again; doubles with each time in vain. */
        @WithDefault("1m")
        Duration firstCheckAfter();

        @WithDefault("1h")
        Duration longestCheckAfter();
    }

    interface Balance {
        /** How often Kie is asked what an account has left; five times as long a reading is gone by. */
        @WithDefault("30s")
        Duration readEvery();
    }

    interface Operator {
        /** SHA-256 of the operator's keys, in lower-case hexadecimal. */
        List<String> keyHashes();
    }

    /** OpenTelemetry's own switch, which is the one of traces. */
    @ConfigMapping(prefix = "quarkus.otel.sdk")
    interface Telemetry {
        @WithDefault("true")
        boolean disabled();
    }
}
