package dev.kiln.billing.budget.adapter;

import static dev.kiln.billing.budget.adapter.BudgetedTenant.ADA;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.DEADLINE;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.MODEL;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.body;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.budget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.PlainSql;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.BudgetThresholdReached;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts in which day, month and total of a budget, and the thresholds that it passes there. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class BudgetPeriodsResourceTest {

    @Inject
    DataSource dataSource;

    private BudgetedTenant tenant;

    @BeforeEach
    void open() {
        tenant = new BudgetedTenant();
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    /** As the dispatcher counts it in its limits. */
    @Test
    void countsAHoldInThePeriodInWhichItWasSubmitted() {
        Response answer =
                tenant.put(body("Asia/Tokyo", budget(null, "day", "10", true), budget(null, "total", "1000", true)));
        Instant midnight = Instant.parse(answer.jsonPath().getString("budgets[0].resetsAt"))
                .minus(Duration.ofDays(1));
        Steps today = Steps.of(tenant.name, MODEL).submittedAt(midnight);
        tenant.kafka.say(Steps.of(tenant.name, MODEL)
                .submittedAt(midnight.minusSeconds(1))
                .submitted(2, "4"));
        tenant.kafka.say(today.submitted(2, "3"));
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(tenant.only(ADA).getString("budgets[1].held"))
                        .isEqualTo("7"));

        assertThat(tenant.only(ADA).getString("budgets[0].held")).isEqualTo("3");
        assertThat(tenant.only(ADA).getString("budgets[0].remaining")).isEqualTo("7");
        tenant.kafka.say(Steps.of(tenant.name, MODEL).submittedAt(midnight).succeeded(3, "6"));
        BudgetThresholdReached half =
                (BudgetThresholdReached) tenant.awaitSaid(1).getFirst().event();
        assertThat(half.held()).isEqualTo(Credits.of("3"));

        tenant.kafka.say(today.succeeded(3, "0"));
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(tenant.only(ADA).getString("budgets[0].held"))
                        .isEqualTo("0"));
    }

    @Test
    void saysEachThresholdOnceAPeriodHoweverTheChargesCome() {
        tenant.put(body("UTC", budget(null, "day", "10", true), budget(null, "total", "1000", false)));
        Steps first = Steps.of(tenant.name, MODEL);
        Steps second = Steps.of(tenant.name, "flux-kontext-pro");
        Steps third = Steps.of(tenant.name, MODEL);
        tenant.kafka.say(first.succeeded(3, "4.999"));
        tenant.kafka.say(second.succeeded(3, "0.001"), second.succeeded(3, "0.001"));
        tenant.awaitSaid(1);
        tenant.kafka.say(first.succeeded(4, "1"), first.succeeded(5, "6"));
        tenant.kafka.say(third.succeeded(3, "900"));

        List<Envelope> said = tenant.awaitSaid(5);
        assertThat(said)
                .extracting(Envelope::id)
                .containsExactlyInAnyOrder(
                        "budget." + tenant.name + ".*.day.2026-11-22.10.50",
                        "budget." + tenant.name + ".*.day.2026-11-22.10.80",
                        "budget." + tenant.name + ".*.day.2026-11-22.10.100",
                        "budget." + tenant.name + ".*.total.1970-01-01.1000.50",
                        "budget." + tenant.name + ".*.total.1970-01-01.1000.80");
        BudgetThresholdReached half = (BudgetThresholdReached) said.stream()
                .filter(envelope -> envelope.id().endsWith("day.2026-11-22.10.50"))
                .findFirst()
                .orElseThrow()
                .event();
        assertThat(half.spent()).isEqualTo(Credits.of("5"));
        assertThat(half.resetsAt()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void countsACorrectionInThePeriodOfItsCharge() {
        tenant.put(body("Asia/Tokyo"));
        Steps steps = Steps.of(tenant.name, MODEL);
        tenant.kafka.say(
                steps.succeeded(3, "10", Steps.SUBMITTED),
                steps.succeeded(4, "7", Instant.parse("2026-11-30T00:00:00Z")));

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(PlainSql.lines(
                                dataSource,
                                "SELECT period || ' ' || starts || ' ' || trim_scale(spent)"
                                        + " FROM working.spend WHERE model = '' AND tenant = '" + tenant.name
                                        + "' ORDER BY 1"))
                        .containsExactly("day 2026-11-23 7", "month 2026-11-01 7", "total 1970-01-01 7"));
    }

    @Test
    void sumsUpAgainByTheDaysOfANewTimeZoneAndSaysWhatIsPassedAlready() {
        Steps steps = Steps.of(tenant.name, MODEL);
        tenant.kafka.say(steps.succeeded(3, "10", Steps.SUBMITTED));
        String sums = "SELECT period || ' ' || starts || ' ' || trim_scale(spent) FROM working.spend WHERE model = '"
                + MODEL + "' AND tenant = '" + tenant.name + "' ORDER BY 1";
        await().atMost(DEADLINE)
                .untilAsserted(
                        () -> assertThat(PlainSql.lines(dataSource, sums)).contains("day 2026-11-22 10"));

        tenant.put(body("Asia/Tokyo", budget(null, "total", "12", true), budget(MODEL, "total", "10", true)));

        assertThat(PlainSql.lines(dataSource, sums))
                .containsExactly("day 2026-11-23 10", "month 2026-11-01 10", "total 1970-01-01 10");
        assertThat(tenant.awaitSaid(5))
                .extracting(Envelope::id)
                .contains(
                        "budget." + tenant.name + ".*.total.1970-01-01.12.80",
                        "budget." + tenant.name + "." + MODEL + ".total.1970-01-01.10.100");
    }
}
