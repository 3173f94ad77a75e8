package dev.kiln.billing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All of billing-service's own configuration. */
@ConfigMapping(prefix = "kiln")
public interface BillingConfig {

    Topics topics();

    /** By the tenant's name. */
    Map<String, Tenant> tenants();

    /** Who may set budgets and see everybody's, by name; without any nobody may. */
    Map<String, Operator> operators();

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

    interface Operator {
        /** SHA-256 of each of the operator's keys, in lower-case hexadecimal. */
        List<String> keyHashes();
    }

    interface Billing {
        Relay relay();

        Retry retry();

        Reconciliation reconciliation();

        Rebuild rebuild();
    }

    /** Building the ledger again, instead of serving. */
    interface Rebuild {
        /** The JDBC address, with user and password, of the database whose journal is read. */
        Optional<String> from();
    }

    /** How the ledger is compared with Kie's balances. */
    interface Reconciliation {
        /** How often; whole seconds. */
        @WithDefault("10s")
        Duration every();

        /** As many unexplained credits of an account, gone or come, are no alarm yet. */
        @WithDefault("0.5")
        BigDecimal threshold();
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
