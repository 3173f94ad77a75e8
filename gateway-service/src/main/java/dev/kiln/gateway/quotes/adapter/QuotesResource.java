package dev.kiln.gateway.quotes.adapter;

import dev.kiln.gateway.problem.Problem;
import dev.kiln.gateway.problem.ProblemKind;
import dev.kiln.gateway.quotes.QuoteRequest;
import dev.kiln.gateway.quotes.Quoting;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** Tells what a request would cost. */
@Path("/v1/quotes")
public final class QuotesResource {

    private final QuoteRequest quoteRequest;
    private final MeterRegistry meters;

    public QuotesResource(QuoteRequest quoteRequest, MeterRegistry meters) {
        this.quoteRequest = quoteRequest;
        this.meters = meters;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public QuoteBody quote(byte[] body) {
        Quoting quoting = quoteRequest.quote(body);
        meters.counter("kiln.gateway.quotes", "outcome", outcome(quoting)).increment();
        return switch (quoting) {
            case Quoting.Quoted quoted -> QuoteBody.of(quoted.quote());
            case Quoting.Unreadable unreadable ->
                throw Problem.of(ProblemKind.UNREADABLE, unreadable.detail()).toException();
            case Quoting.Refused refused ->
                throw Problem.of(ProblemKind.INVALID_INPUT, "Every fault is in errors; there is no quote.")
                        .withErrors(refused.faults())
                        .toException();
        };
    }

    private static String outcome(Quoting quoting) {
        return quoting.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
