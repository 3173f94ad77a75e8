package dev.kiln.stack.e2e;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.stack.Part;
import dev.kiln.stack.client.KieClient;
import dev.kiln.stack.guarantee.Books;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Kie's balance leaves the ledger, on the real services, which look at it more often than by their defaults. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriftIT {
    private static final String ACCOUNT = "main";
    private static final Duration WITHIN = Duration.ofSeconds(90);

    private static RunningStack kiln;

    @BeforeAll
    static void start() {
        kiln = RunningStack.start(
                "drift",
                Map.of(
                        Part.DISPATCHER, Map.of("KILN_BALANCE_READ_EVERY", "PT5S"),
                        Part.BILLING, Map.of("KILN_BILLING_RECONCILIATION_EVERY", "2s")));
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    @Order(2)
    void aDriftOfOneCreditIsAlarmedAndATopUpIsSuggested() {
        await().atMost(WITHIN).until(() -> !reconciliation().path("closing").isMissingNode());
        var computed = kiln.submitWith("charge-unreported");
        var reported = Stream.generate(() -> kiln.submit(RunningStack.MODEL, kiln.input("")))
                .limit(3)
                .toList();
        kiln.awaitSuccess(computed);
        reported.forEach(kiln::awaitSuccess);
        kiln.judgeAtQuiescence();
        var quiet = Instant.now();
        await().atMost(WITHIN).untilAsserted(() -> {
            var view = closedSince(quiet);
            assertThat(credits(view, "unexplained")).isZero();
            assertThat(credits(view, "charges")).isEqualByComparingTo("205");
        });
        var alarms = metric("kiln_billing_reconciliation_alarms_total");

        kiln.stack().simulator().drift(ACCOUNT, "1");

        await().atMost(WITHIN).until(DriftIT::unexplained, figure -> figure == 1);
        await().atMost(WITHIN)
                .until(() -> metric("kiln_billing_reconciliation_alarms_total"), count -> count == alarms + 1);
        var found = reconciliation();
        assertThat(suspects(found)).startsWith(computed).containsAll(reported).hasSize(5);
        assertThat(found.has("suggestedTopUp")).isFalse();

        kiln.stack().billing().book("unexplained", ACCOUNT, "ticket-1", "1", "nobody knows");
        kiln.stack().simulator().topUp(ACCOUNT, "500");

        await().atMost(WITHIN)
                .untilAsserted(() ->
                        assertThat(credits(reconciliation(), "suggestedTopUp")).isEqualByComparingTo("500"));
        kiln.stack().billing().book("top-ups", ACCOUNT, "invoice-1", "500", "bought");
        await().atMost(WITHIN).until(DriftIT::unexplained, figure -> figure == 0);
        var booked = Instant.now();
        await().atMost(WITHIN).untilAsserted(() -> {
            var view = closedSince(booked);
            assertThat(credits(view, "unexplained")).isZero();
            assertThat(credits(view, "bookedUnexplained")).isEqualByComparingTo("3.5");
            assertThat(view.has("suggestedTopUp")).isFalse();
        });
    }

    @Test
    @Order(1)
    void whatKieTakesBesideAPriceThatItsRecordsDoNotTellIsFoundToo() {
        await().atMost(WITHIN).until(() -> !reconciliation().path("closing").isMissingNode());
        assertThat(credits(reconciliation(), "unexplained")).isZero();
        var flux = RunningStack.example("flux-kontext-pro").put("prompt", "a boat [[sim:charge-more]]");
        var id = kiln.submit("flux-kontext-pro", flux);

        kiln.awaitSuccess(id);
        kiln.judgeAtQuiescence();
        var quiet = Instant.now();

        await().atMost(WITHIN)
                .untilAsserted(() ->
                        assertThat(credits(closedSince(quiet), "unexplained")).isEqualByComparingTo("2.5"));
        assertThat(reconciliation().path("explanations"))
                .filteredOn(suspect -> suspect.path("generationId").asText().equals(id))
                .singleElement()
                .satisfies(suspect -> {
                    assertThat(suspect.path("basis").asText()).isEqualTo("computed");
                    assertThat(suspect.path("charged").asText()).isEqualTo("5");
                });
        kiln.stack().billing().book("unexplained", ACCOUNT, "ticket-flux", "2.5", "its price rose");
        await().atMost(WITHIN).until(DriftIT::unexplained, figure -> figure == 0);
    }

    @Test
    @Order(4)
    void aFurtherTaskThatKieCallsBackForIsAlarmedAndBookedAsALossOnceItsRecordProvesIt() {
        var id = kiln.submitWith("record-raw-param");
        kiln.awaitSuccess(id);
        var own = kiln.creates(id).getFirst().taskId();
        await().atMost(WITHIN).until(DriftIT::unexplained, figure -> figure == 0);
        var kie = new KieClient(
                kiln.stack().ports().url(Part.SIMULATOR),
                kiln.processes().secrets().kieApiKey());

        var urls = new CallbackUrls(List.of(kiln.processes().secrets().tokenKey()));
        var address = urls.path(new CallbackAddress("jobs", id, 1));

        var second = kie.createAgain(own, kiln.stack().ports().url(Part.CALLBACK) + address);

        await().atMost(WITHIN)
                .until(() -> kiln.metric(Part.DISPATCHER, "kiln_dispatcher_second_tasks_total"), count -> count == 1);
        await().atMost(WITHIN)
                .untilAsserted(() ->
                        assertThat(credits(reconciliation(), "unexplained")).isEqualByComparingTo("50"));
        assertThat(suspects(reconciliation())).contains(id);
        for (var repeats = 0; repeats < 2; repeats++) {
            kiln.processes().operator().secondTask(id, 1, second, ACCOUNT, "Kie made two");
        }

        await().atMost(WITHIN).until(DriftIT::unexplained, figure -> figure == 0);
        var booked = Instant.now();
        await().atMost(WITHIN).untilAsserted(() -> {
            var view = closedSince(booked);
            assertThat(credits(view, "unexplained")).isZero();
            assertThat(credits(view, "losses")).isEqualByComparingTo("50");
        });
    }

    @Test
    @Order(3)
    void aChargeThatIsNoFigureIsNotGuessedAndIsBookedAsAnOperatorDecides() {
        var charged = charged();
        var put = new ArrayList<String>();
        for (var fault : List.of("report-negative", "report-text", "report-huge")) {
            var id = kiln.submitWith(fault);
            kiln.awaitSuccess(id);
            put.add(id);
        }
        var asides = "kiln_billing_dead_letters_total{reason=\"";
        await().atMost(WITHIN).until(() -> metric(asides + "CREDITS_UNREADABLE"), count -> count == 2);
        await().atMost(WITHIN).until(() -> metric(asides + "IMPLAUSIBLE_CHARGE"), count -> count == 1);
        assertThat(put.stream()
                        .map(id ->
                                kiln.awaitEnd(id).path("charge").path("basis").asText()))
                .containsExactly("unreadable", "unreadable", "reported");

        put.forEach(id -> kiln.processes().operator().charged(id, 1, "50", "as in Kie's log"));

        put.forEach(id -> await().atMost(WITHIN)
                .until(() -> kiln.awaitEnd(id).path("charge").path("basis").asText(), "decided"::equals));
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(charged()).isEqualByComparingTo(charged.add(new BigDecimal("150"))));
    }

    /** Also what an operator decided of a charge, and a further task's loss. */
    @Test
    @Order(5)
    void aLedgerThatIsLostFollowsFromTheTopics() {
        var expected = chargedByTask();
        assertThat(expected).hasSizeGreaterThan(8);
        var billing = Part.BILLING.title();
        kiln.processes().askToStop(billing);
        await().atMost(WITHIN).until(() -> !kiln.processes().isAlive(billing));
        kiln.processes().emptyDatabase(Part.BILLING);
        kiln.processes().startAgain(billing);

        await().atMost(WITHIN).untilAsserted(() -> assertThat(chargedByTask()).isEqualTo(expected));
    }

    private static Map<String, BigDecimal> chargedByTask() {
        return kiln.stack().billing().books().charges().stream()
                .collect(groupingBy(
                        charge -> charge.account() + "/" + charge.taskId(),
                        collectingAndThen(
                                reducing(BigDecimal.ZERO, Books.Charge::credits, BigDecimal::add),
                                BigDecimal::stripTrailingZeros)));
    }

    private static BigDecimal charged() {
        return kiln.stack().billing().usage().stream()
                .map(line -> line.credits())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Once Kie's balance was read after that time. */
    private static JsonNode closedSince(Instant time) {
        var view = reconciliation();
        assertThat(Instant.parse(view.path("closing").path("readAt").asText())).isAfter(time);
        return view;
    }

    private static JsonNode reconciliation() {
        return kiln.stack().billing().reconciliation(ACCOUNT);
    }

    private static BigDecimal credits(JsonNode view, String field) {
        assertThat(view.has(field)).as("%s in %s", field, view).isTrue();
        return new BigDecimal(view.path(field).asText());
    }

    private static List<String> suspects(JsonNode view) {
        return view.path("explanations").findValuesAsText("generationId");
    }

    private static double unexplained() {
        return metric("kiln_billing_unexplained_credits");
    }

    private static double metric(String name) {
        return kiln.metric(Part.BILLING, name);
    }
}
