package dev.kiln.dispatcher.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Lane;
import dev.kiln.contract.RequestSummary;
import java.time.Instant;

/**
 * What a tenant asked for: the part of a task that no transition changes.
 *
 * @param route how Kie is asked; null for a request that was never valid
 * @param input what is sent to Kie; null once the task is finished, and for a request that was never valid
 * @param estimate null for a request that could not be priced
 * @param fingerprint tells a repeated request from a conflicting one
 * @param traceParent where its request was taken, as W3C writes it; null for a request that is not traced
 */
public record Generation(
        String id,
        String tenantId,
        RequestSummary request,
        TaskRoute route,
        JsonNode input,
        Estimate estimate,
        Lane lane,
        Instant acceptedAt,
        Instant expiresAt,
        String fingerprint,
        String traceParent) {}
