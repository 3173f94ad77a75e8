package dev.kiln.billing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All of billing-service's own configuration. */
@ConfigMapping(prefix = "kiln")
public interface BillingConfig {

    Topics topics();

    /** By the tenant's name. */
    Map<String, Tenant> tenants();

    Billing billing();

    interface Topics {
        /** Stands before the name of each topic. */
        @WithDefault("kiln.")
        String prefix();
    }

    interface Tenant {
        /** SHA-256 of each of the tenant's API keys, in lower-case hexadecimal. */
        List<String> keyHashes();
    }

    interface Billing {
        Relay relay();

        Retry retry();
    }

    /** The relay from the outbox to billing.charges. */
    interface Relay {
        /** How often the outbox is looked into; whole seconds. */
        @WithDefault("1s")
        Duration every();

        /** How many records are taken at once. */
        @WithDefault("100")
        int batch();

        /** How long a taken record is left alone by other relays; longer than a producer tries to deliver. */
        @WithDefault("60s")
        Duration lease();
    }

    /** How a batch waits for a database or a broker that is away. */
    interface Retry {
        @WithDefault("100ms")
        Duration delay();

        /** The delay doubles up to this. */
        @WithDefault("5s")
        Duration maxDelay();
    }
}
