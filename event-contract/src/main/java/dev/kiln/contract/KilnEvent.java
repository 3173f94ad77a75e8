package dev.kiln.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Everything that is said on Kiln's topics. Sealed, so that a new type is deliberate: it needs its {@link EventType},
 * a JSON Schema, a golden example and its place in {@code asyncapi.yaml}.
 */
public sealed interface KilnEvent permits GenerationEvent, TaskEvent, BillingEvent, AccountEvent, TenantSet {

    /** The Kafka key: events with the same key keep their order. Null only for a request that names no generation. */
    @JsonIgnore
    String key();
}
