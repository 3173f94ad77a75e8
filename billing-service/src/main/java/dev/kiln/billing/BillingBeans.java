package dev.kiln.billing;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.tenantkeys.OperatorKeys;
import dev.kiln.tenantkeys.TenantKeys;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes beans of what is plain Java. */
@ApplicationScoped
class BillingBeans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    CloudEventsCodec codec(BillingConfig config) {
        return new CloudEventsCodec(config.topics().prefix());
    }

    /** Made at start, so that a malformed key or tenant refuses to start. */
    @Produces
    @Singleton
    @Startup
    TenantKeys tenantKeys(BillingConfig config) {
        Map<String, List<String>> hashes = new HashMap<>();
        config.tenants().forEach((tenant, keys) -> hashes.put(tenant, keys.keyHashes()));
        return TenantKeys.of(hashes);
    }

    /** Made at start, as those of tenants are. */
    @Produces
    @Singleton
    @Startup
    OperatorKeys operatorKeys(BillingConfig config) {
        Map<String, List<String>> hashes = new HashMap<>();
        config.operators().forEach((operator, keys) -> hashes.put(operator, keys.keyHashes()));
        return OperatorKeys.of(hashes);
    }
}
