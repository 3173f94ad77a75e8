package dev.kiln.billing.statement.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Submission;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class StatementResourceTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String ARCHIVE = "Bearer archive-test-key";
    private static final String ATELIER = "Bearer atelier-test-key";
    private static final String DAYS = "from=2026-11-22&to=2026-11-23";

    /** Each test has a model of its own, and so entries of its own. */
    private final String model = "model-" + UUID.randomUUID();

    private final Steps generation = Steps.of("archive", model);
    private KafkaSide kafka;

    @BeforeEach
    void open() {
        kafka = new KafkaSide();
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void tellsEachEntryExactlyNewestFirst() {
        book(2, generation.submitted(2, "10.5"));
        book(6, generation.succeeded(3, "2.8"));

        JsonPath page = ofModel("");

        assertThat(page.getList("rows.ledgerAccount", String.class))
                .containsExactly("holds-contra", "holds", "prepaid", "spend", "holds-contra", "holds");
        assertThat(page.getList("rows.amount", String.class))
                .containsExactly("10.5", "-10.5", "-2.8", "2.8", "-10.5", "10.5");
        Map<String, Object> charge = page.getMap("rows[3]");
        assertThat(Instant.parse((String) charge.remove("bookedAt"))).isBefore(Instant.now());
        assertThat(charge.remove("bookingId")).isEqualTo(page.get("rows[0].bookingId"));
        assertThat(charge)
                .isEqualTo(Map.ofEntries(
                        Map.entry("line", 1),
                        Map.entry("eventId", generation.generationId() + ".3"),
                        Map.entry("generationId", generation.generationId()),
                        Map.entry("sequence", 3),
                        Map.entry("attempt", 1),
                        Map.entry("taskId", generation.taskId()),
                        Map.entry("model", model),
                        Map.entry("account", "main"),
                        Map.entry("ledgerAccount", "spend"),
                        Map.entry("amount", "2.8"),
                        Map.entry("basis", "reported"),
                        Map.entry("catalogRevision", "c0ffee"),
                        Map.entry("occurredAt", "2026-11-23T00:10:00Z"),
                        Map.entry("day", "2026-11-23"),
                        Map.entry("aboveHold", false),
                        Map.entry("tenant", "archive")));
        assertThat(page.<String, Object>getMap("rows[5]")).doesNotContainKeys("taskId", "basis");
        assertThat(page.getString("next")).isNull();
    }

    @Test
    void pagesAreCompleteAndWithoutRepetitionWhileNewBookingsArrive() {
        List<Steps> generations =
                Stream.generate(() -> Steps.of("archive", model)).limit(7).toList();
        book(7 * 2, generations.stream().map(each -> each.submitted(2, "5")).toArray(Envelope[]::new));
        book(7 * 6, generations.stream().map(each -> each.succeeded(3, "4")).toArray(Envelope[]::new));
        List<String> before = keys(ofModel("&limit=500"));

        List<String> paged = new ArrayList<>();
        String link = "/v1/ledger?" + DAYS + "&limit=5&model=" + model;
        for (int booked = 7 * 6 + 2; link != null; booked += 2) {
            JsonPath page = get(ARCHIVE, link).then().statusCode(200).extract().jsonPath();
            paged.addAll(keys(page));
            link = page.getString("next");
            book(booked, Steps.of("archive", model).submitted(2, "1"));
        }

        assertThat(paged).isEqualTo(before).doesNotHaveDuplicates();
        assertThat(ofModel("&limit=500").<Map<String, Integer>>getList("rows"))
                .hasSizeGreaterThan(before.size())
                .isSortedAccordingTo(Comparator.<Map<String, Integer>, Integer>comparing(row -> row.get("bookingId"))
                        .thenComparing(row -> row.get("line"))
                        .reversed());
    }

    @Test
    void breaksAPageWithinABookingAndEndsWithoutALink() {
        book(2, generation.submitted(2, "5"));
        book(6, generation.succeeded(3, "4"));

        JsonPath first = ofModel("&limit=3");
        JsonPath second = get(ARCHIVE, first.getString("next")).jsonPath();

        assertThat(keys(first)).hasSize(3);
        assertThat(keys(second)).hasSize(3);
        assertThat(second.getString("next")).isNull();
        assertThat(ofModel("&limit=6").getString("next")).isNull();
    }

    @Test
    void showsATenantItsOwnOnly() {
        book(2, generation.submitted(2, "5"));
        kafka.say(Steps.of("atelier", model).submitted(2, "7"));
        await().atMost(DEADLINE)
                .until(() -> get(ATELIER, "/v1/ledger?" + DAYS + "&model=" + model)
                        .jsonPath()
                        .getList("rows.amount")
                        .equals(List.of("-7", "7")));

        assertThat(ofModel("").getList("rows.amount", String.class)).containsExactly("-5", "5");
        assertThat(get(ATELIER, "/v1/ledger?" + DAYS + "&generationId=" + generation.generationId())
                        .jsonPath()
                        .getList("rows"))
                .isEmpty();
        String foreignCursor = ofModel("&limit=1").getString("next");
        assertThat(get(ATELIER, foreignCursor).jsonPath().getList("rows.amount"))
                .doesNotContain("5", "-5");
    }

    @Test
    void filtersByEachOfItsParametersAndAllTogether() {
        Steps other = Steps.of("archive", model);
        Submission elsewhere = new Submission(1, "second", other.taskId(), Steps.SUBMITTED);
        book(2, generation.submitted(2, "5"));
        book(6, generation.succeeded(3, "4"));
        book(8, other.failed(2, "1", elsewhere));

        assertThat(ofModel("&account=second").getList("rows.amount")).containsExactly("-1", "1");
        assertThat(ofModel("&account=third").getList("rows")).isEmpty();
        assertThat(ofModel("&ledgerAccount=spend").getList("rows.amount")).containsExactly("1", "4");
        assertThat(ofModel("&ledgerAccount=holds-contra").getList("rows.amount"))
                .containsExactly("5", "-5");
        assertThat(ofModel("&generationId=" + other.generationId()).getList("rows"))
                .hasSize(2);
        assertThat(ofModel("&generationId=" + generation.generationId() + "&account=main&ledgerAccount=prepaid")
                        .getList("rows.amount"))
                .containsExactly("-4");
        assertThat(ledger("from=2026-11-22&to=2026-11-22&model=" + model).getList("rows.ledgerAccount"))
                .containsOnly("holds", "holds-contra")
                .hasSize(4);
        assertThat(ledger("from=2026-11-23&to=2026-11-23&model=" + model).getList("rows.ledgerAccount"))
                .containsOnly("spend", "prepaid")
                .hasSize(4);
        assertThat(ledger("from=2026-10-01&to=2026-10-31&model=" + model).getList("rows"))
                .isEmpty();
    }

    @Test
    void keepsTheFiltersInTheLink() {
        String odd = "a b&c=d?" + model;
        Steps steps = Steps.of("archive", odd);
        kafka.say(steps.submitted(2, "5"));
        awaitEntries(odd, 2);
        kafka.say(steps.succeeded(3, "4"));
        awaitEntries(odd, 6);

        Response first = given().header("Authorization", ARCHIVE)
                .queryParam("model", odd)
                .queryParam("account", "main")
                .queryParam("ledgerAccount", "holds")
                .queryParam("generationId", steps.generationId())
                .queryParam("from", "2026-11-22")
                .queryParam("to", "2026-11-23")
                .queryParam("limit", 1)
                .get("/v1/ledger");
        JsonPath second = get(ARCHIVE, first.jsonPath().getString("next")).jsonPath();

        assertThat(first.header("Link")).isEqualTo("<" + first.jsonPath().getString("next") + ">; rel=\"next\"");
        assertThat(first.jsonPath().getList("rows.amount")).containsExactly("-5");
        assertThat(second.getList("rows.amount")).containsExactly("5");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void tellsTheSameAsCsvThatNoSpreadsheetRuns() {
        String formula = "=HYPERLINK(\"http://evil.invalid\",\"" + model + "\")";
        String task = "@task," + UUID.randomUUID();
        Steps steps = Steps.of("archive", formula).withTask(task);
        kafka.say(steps.succeeded(3, "2.8"));
        awaitEntries(formula, 2);
        String query = "/v1/ledger?" + DAYS + "&limit=1&generationId=" + steps.generationId();
        Map<String, Object> row = get(ARCHIVE, query).jsonPath().getMap("rows[0]");

        Response first = csv(query);
        Response second = csv(first.header("Link").replaceAll("^<(.*)>; rel=\"next\"$", "$1"));

        String header =
                "bookingId,line,eventId,generationId,sequence,attempt,taskId,model,account,ledgerAccount,amount,"
                        + "basis,catalogRevision,occurredAt,bookedAt,day,aboveHold,tenant\r\n";
        assertThat(first.contentType()).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(first.asString()).isEqualTo(header + line(row, 2, steps, model, "prepaid", "-2.8"));
        assertThat(second.asString()).isEqualTo(header + line(row, 1, steps, model, "spend", "2.8"));
        assertThat(second.header("Link")).isNull();
    }

    @Test
    void leavesEmptyInCsvWhatIsNotKnown() {
        book(2, generation.submitted(2, "5"));

        assertThat(csv("/v1/ledger?" + DAYS + "&limit=1&model=" + model).asString())
                .contains(",2,1,," + model + ",main,holds-contra,-5,,c0ffee,");
    }

    private static String line(
            Map<String, Object> row, int line, Steps steps, String model, String ledgerAccount, String amount) {
        String quotedModel = "\"'=HYPERLINK(\"\"http://evil.invalid\"\",\"\"" + model + "\"\")\"";
        return String.join(
                        ",",
                        row.get("bookingId").toString(),
                        Integer.toString(line),
                        steps.generationId() + ".3",
                        steps.generationId(),
                        "3,1",
                        "\"'" + steps.taskId() + "\"",
                        quotedModel,
                        "main",
                        ledgerAccount,
                        amount,
                        "reported,c0ffee,2026-11-23T00:10:00Z",
                        row.get("bookedAt").toString(),
                        "2026-11-23,false,archive")
                + "\r\n";
    }

    private void book(int entries, Envelope... events) {
        kafka.say(events);
        awaitEntries(model, entries);
    }

    private static void awaitEntries(String model, int count) {
        await().atMost(DEADLINE)
                .until(() -> given().header("Authorization", ARCHIVE)
                                .queryParam("model", model)
                                .get("/v1/ledger?" + DAYS + "&limit=500")
                                .jsonPath()
                                .getList("rows")
                                .size()
                        == count);
    }

    private JsonPath ofModel(String more) {
        return ledger(DAYS + "&model=" + model + more);
    }

    private static JsonPath ledger(String query) {
        return get(ARCHIVE, "/v1/ledger?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> keys(JsonPath page) {
        return page.<Map<String, Object>>getList("rows").stream()
                .map(row -> row.get("bookingId") + "." + row.get("line"))
                .toList();
    }

    private static Response csv(String path) {
        return given().header("Authorization", ARCHIVE)
                .accept("text/csv")
                .urlEncodingEnabled(false)
                .get(path);
    }

    private static Response get(String authorization, String path) {
        return given().header("Authorization", authorization)
                .urlEncodingEnabled(false)
                .get(path);
    }
}
