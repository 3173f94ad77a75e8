package dev.kiln.gateway.accept;

import dev.kiln.contract.Envelope;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.identity.MintedId;
import dev.kiln.gateway.identity.MintedIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts a request for a generation: accepted when Kafka has it, not before. */
public final class AcceptGeneration {

    private final ReadRequest reader;
    private final MintedIds ids;
    private final RequestLog log;

    public AcceptGeneration(ReadRequest reader, MintedIds ids, RequestLog log) {
        this.reader = reader;
        this.ids = ids;
        this.log = log;
    }

    public CompletionStage<Acceptance> accept(String tenantId, byte[] body) {
        return switch (reader.read(body)) {
            case Reading.Unreadable unreadable -> now(new Acceptance.Unreadable(unreadable.detail()));
            case Reading.Unsafe unsafe -> now(new Acceptance.Refused(unsafe.faults()));
            case Reading.Faulty faulty -> now(new Acceptance.Refused(faulty.faults()));
            case Reading.Good good -> append(tenantId, good.request());
        };
    }

    private CompletionStage<Acceptance> append(String tenantId, CheckedRequest request) {
        MintedId minted = ids.mint(tenantId);
        String id = minted.id();
        Receipt receipt = request.receipt();
        Envelope envelope = new Envelope(id, Envelope.GATEWAY, minted.mintedAt(), tenantId, request.as(id, receipt));
        return log.append(envelope).thenApply(appending -> switch (appending) {
            case ACKNOWLEDGED -> new Acceptance.Accepted(id, receipt);
            case NOT_SENT -> new Acceptance.Overloaded();
            case UNKNOWN -> new Acceptance.Unknown(id, false);
        });
    }

    private static CompletionStage<Acceptance> now(Acceptance acceptance) {
        return CompletableFuture.completedFuture(acceptance);
    }
}
