package dev.kiln.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What can be set at the gateway, apart from where Kafka and PostgreSQL are. */
@ConfigMapping(prefix = "kiln")
public interface GatewayConfig {

    Topics topics();

    Ids ids();

    Catalog catalog();

    Intake intake();

    Idempotency idempotency();

    /** By name; whoever is not in it is let in nowhere. */
    Map<String, Tenant> tenants();

    interface Topics {

        /** Before the name of every topic. */
        @WithDefault("kiln.")
        String prefix();
    }

    interface Ids {

        /** Secret, at least 32 characters, the same for all replicas: signs the ids that the gateway mints. */
        String tagKey();
    }

    interface Catalog {

        /** A folder of model files instead of the built-in ones. */
        Optional<Path> path();
    }

    interface Intake {

        /** Requests that wait for Kafka at once; more are told to come again. */
        @WithDefault("512")
        int maxConcurrent();

        /** A request that could not be handed to Kafka's client so soon is not accepted; at most 3 s. */
        @WithDefault("PT2S")
        Duration startedWithin();

        /** After this the answer is that the acceptance is unknown; at most 10 s. */
        @WithDefault("PT5S")
        Duration acknowledgedWithin();

        /** A body that has not come whole so soon is given up; 1 s to 1 min. */
        @WithDefault("PT20S")
        Duration bodyWithin();

        /** For all bodies together while they are in work, beyond the first 8 KiB of each; at least 1 MiB. */
        @WithDefault("33554432")
        long bodyBytes();
    }

    interface Idempotency {

        /** How long it is remembered what came under a key; 1 hour to 366 days. */
        @WithDefault("P7D")
        Duration keep();
    }

    interface Tenant {

        /** SHA-256 of each API key, in lower-case hexadecimal. */
        List<String> keyHashes();

        /** The tenant's share of the submissions against other tenants'; 1 to 1000. */
        @WithDefault("1")
        int weight();

        /** Most tasks of the tenant at Kie at a time. */
        OptionalInt maxRunning();

        /** Whether what is over budget waits for the reset, instead of failing. */
        @WithDefault("false")
        boolean waitsForBudget();
    }

    /** OpenTelemetry's own switch, which is the one of traces. */
    @ConfigMapping(prefix = "quarkus.otel.sdk")
    interface Telemetry {
        @WithDefault("true")
        boolean disabled();
    }
}
