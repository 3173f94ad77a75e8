package dev.kiln.billing.reconcile.adapter;

import dev.kiln.billing.access.Caller;
import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.query.GivenParameters;
import dev.kiln.billing.reconcile.ManualBooking;
import dev.kiln.billing.reconcile.Reading;
import dev.kiln.contract.Credits;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For operators: the ledger against the balances of Kie's accounts. */
@Path("/v1/reconciliation")
@Tag(name = "reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "key")
class ReconciliationResource {

    private static final Set<String> PARAMETERS = Set.of("account", "from", "to");
    private static final URI REFERENCE_TAKEN = URI.create("urn:kiln:problem:reference-taken");

    private final PgBalances balances;
    private final PgSuspects suspects;
    private final PgManualBookings bookings;
    private final Clock clock;

    ReconciliationResource(PgBalances balances, PgSuspects suspects, PgManualBookings bookings, Clock clock) {
        this.balances = balances;
        this.suspects = suspects;
        this.bookings = bookings;
        this.clock = clock;
    }

    record All(List<ReconciliationView> accounts) {}

    @GET
    @Operation(
            operationId = "reconciliation",
            summary = "By account: opening + top-ups - charges against Kie's balance; for operators",
            description =
                    "From the last balance that was read before the UTC day from, to the last of the day to: opening"
                            + " + topUps + takenBeforeFirstReading - charges - losses - bookedUnexplained = expected."
                            + " takenBeforeFirstReading is what of these charges and losses Kie had taken before the account's"
                            + " balance was first read, though it was booked later.")
    @APIResponse(responseCode = "200", description = "The accounts")
    @APIResponse(responseCode = "400", description = "A parameter cannot be used; the problem names it")
    @APIResponse(responseCode = "403", description = "The key is no operator's")
    public Uni<All> reconciliation(
            @QueryParam("account") String account,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        GivenParameters.check(uri.getQueryParameters(), PARAMETERS);
        Caller.of(security.getUserPrincipal()).requiredOperator();
        DayRange days =
                DayRange.of(from, to, clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
        Instant start = days.from().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = days.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return balances.accounts(account)
                .onItem()
                .transformToMulti(accounts -> Multi.createFrom().iterable(accounts))
                .onItem()
                .transformToUniAndConcatenate(each -> view(each, start, end))
                .collect()
                .asList()
                .map(All::new);
    }

    private Uni<ReconciliationView> view(PgBalances.Account account, Instant start, Instant end) {
        return balances.openingAndClosing(account.name(), start, end)
                .chain(readings -> {
                    if (readings.isEmpty()) {
                        return Uni.createFrom().item(ReconciliationView.withoutFigures(account));
                    }
                    Reading opening = readings.getFirst();
                    Reading closing = readings.getLast();
                    return suggestedTopUp(closing)
                            .chain(topUp -> explanations(opening, closing)
                                    .map(found -> ReconciliationView.of(account, opening, closing, topUp, found)));
                })
                .onFailure(IllegalArgumentException.class)
                .recoverWithItem(() -> ReconciliationView.withoutFigures(account));
    }

    /** Of the newest balance alone, beside what is booked by now: what an older one showed may long be booked. */
    private Uni<Credits> suggestedTopUp(Reading closing) {
        return balances.newest(closing.account())
                .map(newest -> newest.readAt().equals(closing.readAt()) ? newest.suggestedTopUp() : Credits.ZERO);
    }

    /** Of the time in which the figure came up, which may be before the one that is asked for. */
    private Uni<List<PgSuspects.Suspect>> explanations(Reading opening, Reading closing) {
        if (closing.unexplained().isZero()) {
            return Uni.createFrom().item(List.of());
        }
        PgBalances.Between period = new PgBalances.Between(opening.readAt(), closing.readAt());
        Uni<PgBalances.Between> questioned = opening.unexplained().equals(closing.unexplained())
                ? balances.cameUp(opening).map(cameUp -> cameUp == null ? period : cameUp)
                : Uni.createFrom().item(period);
        return questioned.chain(time -> suspects.find(closing.account(), time.after(), time.by()));
    }

    @POST
    @Path("{account}/top-ups")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "topUp",
            summary = "Books credits that were bought; for operators",
            description = "reference (the same again is the same top-up), credits, reason")
    @APIResponse(responseCode = "200", description = "Booked, or was booked before under this reference")
    @APIResponse(responseCode = "409", description = "Something else is booked under this reference")
    @APIResponse(responseCode = "422", description = "The body breaks the rules; errors names each field")
    public Uni<Map<String, String>> topUp(
            @PathParam("account") String account, byte[] body, @Context SecurityContext security) {
        return book(ManualBooking.Kind.TOP_UP, account, body, security);
    }

    @POST
    @Path("{account}/unexplained")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "bookUnexplained",
            summary = "Books credits that nobody will explain, so that they raise no alarm any more; for operators",
            description = "reference, credits (negative where Kie has more than it should), reason")
    @APIResponse(responseCode = "200", description = "Booked, or was booked before under this reference")
    @APIResponse(responseCode = "409", description = "Something else is booked under this reference")
    @APIResponse(responseCode = "422", description = "The body breaks the rules; errors names each field")
    public Uni<Map<String, String>> unexplained(
            @PathParam("account") String account, byte[] body, @Context SecurityContext security) {
        return book(ManualBooking.Kind.UNEXPLAINED, account, body, security);
    }

    private Uni<Map<String, String>> book(
            ManualBooking.Kind kind, String account, byte[] body, SecurityContext security) {
        String operator = Caller.of(security.getUserPrincipal()).requiredOperator();
        ManualBooking booking = ManualBooking.of(kind, account, body);
        return bookings.book(booking, operator).map(outcome -> switch (outcome) {
            case BOOKED -> answer(booking, "booked");
            case REPEATED -> answer(booking, "repeated");
            case CONFLICT ->
                throw HttpProblem.builder()
                        .withType(REFERENCE_TAKEN)
                        .withStatus(Response.Status.CONFLICT)
                        .withTitle("The reference is taken")
                        .withDetail("reference: something else is booked under it")
                        .build();
        });
    }

    private static Map<String, String> answer(ManualBooking booking, String outcome) {
        return Map.of(
                "account", booking.account(),
                "reference", booking.reference(),
                "credits", booking.credits().toString(),
                "outcome", outcome);
    }
}
