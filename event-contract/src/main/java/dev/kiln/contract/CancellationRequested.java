package dev.kiln.contract;

/** The tenant of a generation no longer wants it. Before submission it ends; after, it is paid and ends as canceled. */
public record CancellationRequested(String generationId) implements GenerationEvent {

    public CancellationRequested {
        Required.generationId(generationId);
    }
}
