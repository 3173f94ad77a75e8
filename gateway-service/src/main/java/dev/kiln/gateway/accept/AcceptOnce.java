package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Fault;
import dev.kiln.gateway.idempotency.Claim;
import dev.kiln.gateway.idempotency.Fingerprint;
import dev.kiln.gateway.idempotency.IdempotencyKey;
import dev.kiln.gateway.idempotency.KeyedRequest;
import dev.kiln.gateway.idempotency.Lease;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.idempotency.Registered;
import dev.kiln.gateway.idempotency.Registry;
import dev.kiln.gateway.view.ViewRows;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Accepts a request under a key: however often it is sent, and to whichever replica, it is one generation. The registry
 * knows of it before Kafka does, so a request that was lost on the way is published again, under the same id.
 */
public final class AcceptOnce {

    private static final int LONGEST_READ_SECONDS = 6;

    private final ReadRequest reader;
    private final Registry registry;
    private final ViewRows view;
    private final RequestLog log;
    private final Clock clock;

    public AcceptOnce(ReadRequest reader, Registry registry, ViewRows view, RequestLog log, Clock clock) {
        this.reader = reader;
        this.registry = registry;
        this.view = view;
        this.log = log;
        this.clock = clock;
    }

    public CompletionStage<Acceptance> accept(String tenantId, IdempotencyKey key, byte[] body) {
        return switch (reader.read(body)) {
            case Reading.Unreadable unreadable -> now(new Acceptance.Unreadable(unreadable.detail()));
            case Reading.Unsafe unsafe -> now(new Acceptance.Refused(unsafe.faults()));
            case Reading.Faulty faulty -> {
                KeyedRequest keyed = keyed(tenantId, key, faulty.body());
                yield orAway(
                        registry.find(tenantId, keyed.generationId()), known -> refuse(keyed, known, faulty.faults()));
            }
            case Reading.Good good -> {
                KeyedRequest keyed = keyed(tenantId, key, good.body());
                yield orAway(registry.claim(keyed, good.request().receipt()), claim -> switch (claim) {
                    case Claim.Ours ours -> publishUnlessSeen(keyed, good.request(), ours);
                    case Claim.Taken taken -> now(answer(keyed, taken));
                });
            }
        };
    }

    private KeyedRequest keyed(String tenantId, IdempotencyKey key, JsonNode body) {
        return new KeyedRequest(tenantId, key, Fingerprint.of(body), clock.instant());
    }

    /** What is wrong now may have been good when it came first: an outcome of then stands. */
    private static CompletionStage<Acceptance> refuse(
            KeyedRequest keyed, Optional<Registered> known, List<Fault> faults) {
        if (known.isEmpty()) {
            return now(new Acceptance.Refused(faults));
        }
        return now(known.get()
                .answerTo(keyed.fingerprint())
                .map(claim -> answer(keyed, claim))
                .orElse(new Acceptance.RefusedAgain(keyed.generationId(), faults)));
    }

    private static Acceptance answer(KeyedRequest keyed, Claim.Taken claim) {
        return switch (claim) {
            case Claim.Published published -> new Acceptance.Replayed(keyed.generationId(), published.receipt());
            case Claim.Leased leased -> new Acceptance.InFlight(keyed.generationId(), leased.remaining());
            case Claim.OtherBody other -> new Acceptance.KeyReused();
        };
    }

    /** A key that is new to the registry may be one that it has forgotten: its generation stands, whatever its body was. */
    private CompletionStage<Acceptance> publishUnlessSeen(KeyedRequest keyed, CheckedRequest request, Claim.Ours ours) {
        if (!ours.lease().first()) {
            return publish(keyed, request, ours);
        }
        Lease lease = ours.lease();
        return view.find(lease.generationId())
                .toCompletableFuture()
                .copy()
                .orTimeout(LONGEST_READ_SECONDS, TimeUnit.SECONDS)
                .handle((seen, failure) -> {
                    if (failure != null) {
                        return whateverBecomesOf(registry.giveBack(lease), new Acceptance.RegistryAway());
                    }
                    return seen.isPresent()
                            ? whateverBecomesOf(registry.giveBack(lease), new Acceptance.KeyReused())
                            : publish(keyed, request, ours);
                })
                .thenCompose(Function.identity());
    }

    private CompletionStage<Acceptance> publish(KeyedRequest keyed, CheckedRequest request, Claim.Ours ours) {
        Lease lease = ours.lease();
        Instant now = clock.instant();
        if (keyed.isLate(now)) {
            return whateverBecomesOf(registry.giveBack(lease), new Acceptance.RegistryAway());
        }
        Receipt receipt = ours.receipt();
        String id = lease.generationId();
        Envelope envelope = new Envelope(id, Envelope.GATEWAY, now, keyed.tenantId(), request.as(id, receipt));
        return log.append(envelope).thenCompose(appending -> switch (appending) {
            case ACKNOWLEDGED -> whateverBecomesOf(registry.published(lease), new Acceptance.Accepted(id, receipt));
            case NOT_SENT -> whateverBecomesOf(registry.giveBack(lease), new Acceptance.Overloaded());
            case UNKNOWN -> now(new Acceptance.Unknown(id, true));
        });
    }

    /** Without the note a repeated request is published again, which changes nothing; the answer is true anyway. */
    private static CompletionStage<Acceptance> whateverBecomesOf(CompletionStage<Void> note, Acceptance acceptance) {
        return note.handle((nothing, failure) -> acceptance);
    }

    /** Without the registry nothing is published. */
    private static <T> CompletionStage<Acceptance> orAway(
            CompletionStage<T> asked, Function<T, CompletionStage<Acceptance>> next) {
        return asked.handle((said, failure) -> failure == null ? next.apply(said) : now(new Acceptance.RegistryAway()))
                .thenCompose(Function.identity());
    }

    private static CompletionStage<Acceptance> now(Acceptance acceptance) {
        return CompletableFuture.completedFuture(acceptance);
    }
}
