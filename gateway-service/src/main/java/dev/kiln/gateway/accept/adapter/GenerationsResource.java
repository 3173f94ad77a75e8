package dev.kiln.gateway.accept.adapter;

import dev.kiln.gateway.accept.AcceptGeneration;
import dev.kiln.gateway.accept.AcceptOnce;
import dev.kiln.gateway.accept.Acceptance;
import dev.kiln.gateway.idempotency.IdempotencyKey;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemException;
import dev.kiln.gateway.problem.ProblemKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Takes requests for generations. */
@Path(GenerationsResource.PATH)
public final class GenerationsResource {

    static final String PATH = "/v1/generations";

    private final AcceptGeneration acceptGeneration;
    private final AcceptOnce acceptOnce;
    private final MeterRegistry meters;

    public GenerationsResource(AcceptGeneration acceptGeneration, AcceptOnce acceptOnce, MeterRegistry meters) {
        this.acceptGeneration = acceptGeneration;
        this.acceptOnce = acceptOnce;
        this.meters = meters;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> accept(byte[] body, @Context HttpHeaders headers, @Context SecurityContext caller) {
        List<String> keyLines = headers.getRequestHeader(IdempotencyKey.HEADER);
        return accept(
                body,
                keyLines == null ? List.of() : keyLines,
                caller.getUserPrincipal().getName());
    }

    /** Without lines of the key's header, the request has no key. */
    Uni<Response> accept(byte[] body, List<String> keyLines, String tenant) {
        Supplier<CompletionStage<Acceptance>> accepting;
        if (keyLines.isEmpty()) {
            accepting = () -> acceptGeneration.accept(tenant, body);
        } else {
            IdempotencyKey key = IdempotencyKey.in(keyLines).orElseThrow(GenerationsResource::badKey);
            accepting = () -> acceptOnce.accept(tenant, key, body);
        }
        return Uni.createFrom().completionStage(accepting).invoke(this::count).map(AcceptanceAnswer::of);
    }

    private static ProblemException badKey() {
        return Problem.of(ProblemKind.INVALID_HEADER, IdempotencyKey.HEADER + " must be " + IdempotencyKey.RULE + ".")
                .toException();
    }

    private void count(Acceptance acceptance) {
        String outcome = acceptance.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("kiln.gateway.requests", "outcome", outcome).increment();
    }
}
