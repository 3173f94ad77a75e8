package dev.kiln.callback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that can be set on callback-service; an unknown key refuses to start. */
@ConfigMapping(prefix = "kiln.callback")
public interface CallbackConfig {

    /** Keys of the callback URLs' tokens, each of at least 32 characters; the same as the dispatcher's. Required. */
    List<String> tokenKeys();

    /** Kie's {@code webhookHmacKey} values; without one, no signature is asked for. */
    Optional<List<String>> hmacKeys();

    /** How far a signature's timestamp may be off; wide, since a repeated delivery may carry its first one. */
    @WithDefault("PT1H")
    Duration signatureWindow();

    /** Callbacks in hand at a time; one more is answered 503. */
    @WithDefault("64")
    int maxInFlight();

    /** How long Kafka has to confirm an event before the caller is answered 503. */
    @WithDefault("PT4S")
    Duration publishTimeout();

    /** How long a caller has to send its body, and to be answered. */
    @WithDefault("PT10S")
    Duration requestTimeout();

    /** What all services share on topics. */
    @ConfigMapping(prefix = "kiln.topics")
    interface Topics {

        /** Stands before every topic's name. */
        @WithDefault("kiln.")
        String prefix();
    }

    /** OpenTelemetry's own switch, which is the one of traces. */
    @ConfigMapping(prefix = "quarkus.otel.sdk")
    interface Telemetry {
        @WithDefault("true")
        boolean disabled();
    }
}
