package dev.kiln.gateway.view;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a tenant sees of a generation's life. */
public enum Status {
    /** Kafka has the request; nothing was sent to Kie, or what was sent is proven to have created nothing. */
    ACCEPTED,
    RUNNING,
    /** Sent without a clear answer: the credits are held, and it is never sent again. */
    UNCERTAIN,
    /** Nobody can know by API what became of it: the credits are held until late truth settles it. */
    PARKED,
    SUCCEEDED,
    FAILED,
    CANCELED;

    /** As it stands in answers and in the view's table. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing but a correction can follow. */
    public boolean isFinal() {
        return switch (this) {
            case ACCEPTED, RUNNING, UNCERTAIN, PARKED -> false;
            case SUCCEEDED, FAILED, CANCELED -> true;
        };
    }

    /** The reverse of {@link #wireName()}. */
    public static Status named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
