package dev.kiln.contract;

import java.time.Instant;
import java.util.List;

/** The generation's files are there; at least one. */
public record GenerationSucceeded(
        String generationId,
        long sequence,
        String corrects,
        RequestSummary request,
        Submission submission,
        Estimate estimate,
        Charge charge,
        List<Asset> assets,
        Instant completedAt)
        implements CompletionEvent {

    public GenerationSucceeded {
        Required.generationId(generationId);
        Required.atLeast("sequence", 1, sequence);
        Required.present("request", request);
        Required.present("submission", submission);
        Required.present("estimate", estimate);
        Required.present("charge", charge);
        assets = Required.copied(assets);
        if (assets.isEmpty()) {
            throw new IllegalArgumentException("assets is empty");
        }
        Required.present("completedAt", completedAt);
    }
}
