package dev.kiln.gateway.accept.adapter;

import dev.kiln.gateway.accept.Acceptance;
import dev.kiln.gateway.idempotency.IdempotencyKey;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemKind;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** What each outcome is answered with. */
final class AcceptanceAnswer {

    static final String REPLAYED = "Idempotent-Replayed";

    private AcceptanceAnswer() {}

    static Response of(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted accepted ->
                accepted(accepted.id(), accepted.receipt()).build();
            case Acceptance.Replayed replayed ->
                accepted(replayed.id(), replayed.receipt())
                        .header(REPLAYED, true)
                        .build();
            case Acceptance.Unreadable unreadable ->
                throw Problem.of(ProblemKind.UNREADABLE, unreadable.detail()).toException();
            case Acceptance.Refused refused ->
                throw Problem.of(ProblemKind.INVALID_INPUT, "Every fault is in errors; nothing was accepted.")
                        .withErrors(refused.faults())
                        .toException();
            case Acceptance.RefusedAgain refused -> throw refusedAgain(refused).toException();
            case Acceptance.InFlight inFlight -> throw inFlight(inFlight).toException();
            case Acceptance.KeyReused reused -> throw reused().toException();
            case Acceptance.Overloaded overloaded ->
                throw Problem.of(ProblemKind.OVERLOADED, "The request was not accepted. Send it again.")
                        .retryAfter(Duration.ofSeconds(1))
                        .toException();
            case Acceptance.RegistryAway away ->
                throw Problem.of(ProblemKind.REGISTRY_UNAVAILABLE, "Nothing was accepted. Send the request again.")
                        .retryAfter(Duration.ofSeconds(5))
                        .toException();
            case Acceptance.Unknown unknown -> throw unknown(unknown).toException();
        };
    }

    private static Response.ResponseBuilder accepted(String id, Receipt receipt) {
        return Response.accepted(AcceptedBody.of(id, receipt))
                .header(HttpHeaders.LOCATION, GenerationsResource.PATH + "/" + id);
    }

    private static Problem refusedAgain(Acceptance.RefusedAgain refused) {
        return Problem.of(
                        ProblemKind.INVALID_INPUT,
                        "Every fault is in errors. An earlier request under this key may have been accepted:"
                                + " read the generation with this id.")
                .withErrors(refused.faults())
                .about(refused.id());
    }

    private static Problem inFlight(Acceptance.InFlight inFlight) {
        return Problem.of(ProblemKind.IN_FLIGHT, "Another request under this key has no outcome yet. Send it again.")
                .about(inFlight.id())
                .retryAfter(inFlight.remaining());
    }

    private static Problem reused() {
        return Problem.of(
                ProblemKind.KEY_REUSED,
                IdempotencyKey.HEADER + " names an earlier request, with another body or too old to be compared."
                        + " Nothing was accepted: send another request under another key.");
    }

    private static Problem unknown(Acceptance.Unknown unknown) {
        String advice = unknown.keyed()
                ? "Send the request again under the same key."
                : "Read the generation with this id before you send the request again.";
        return Problem.of(ProblemKind.ACCEPTANCE_UNKNOWN, advice)
                .about(unknown.id())
                .retryAfter(Duration.ofSeconds(10));
    }
}
