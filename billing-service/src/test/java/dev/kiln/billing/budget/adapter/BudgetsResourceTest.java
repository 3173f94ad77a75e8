package dev.kiln.billing.budget.adapter;

import static dev.kiln.billing.budget.adapter.BudgetedTenant.ADA;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.DEADLINE;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.MODEL;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.body;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.budget;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.get;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.revision;
import static dev.kiln.billing.budget.adapter.BudgetedTenant.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.PlainSql;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Budgets that are set, kept and published, and what of them is shown to whom. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class BudgetsResourceTest {

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

    @Test
    void replacesAllBudgetsAndPublishesThemWhole() {
        long before = System.currentTimeMillis();
        long first = revision(
                tenant.put(body("UTC", budget(null, "month", "100", true), budget(MODEL, "day", "10", false))));
        assertThat(first).as("rises over a restore, too").isGreaterThanOrEqualTo(before);
        Response answer = tenant.put(body("Europe/Berlin", budget(null, "day", "12.5", true)));
        long second = revision(answer);
        assertThat(second).isGreaterThan(first);
        answer.then()
                .body("timeZone", equalTo("Europe/Berlin"))
                .body("setBy", equalTo("ada"))
                .body("budgets.size()", equalTo(1))
                .body("budgets[0].limit", equalTo("12.5"))
                .body("budgets[0].remaining", equalTo("12.5"));

        List<Envelope> said = tenant.said(Topic.BILLING_BUDGETS, 2);
        assertThat(said)
                .extracting(Envelope::id)
                .containsExactly("budgets." + tenant.name + "." + first, "budgets." + tenant.name + "." + second);
        BudgetsSet last = (BudgetsSet) said.getLast().event();
        assertThat(last.revision()).isEqualTo(second);
        assertThat(last.budgets())
                .singleElement()
                .satisfies(budget -> assertThat(budget.hard()).isTrue());
    }

    @Test
    void keepsWhoSetWhatAndWhenForEver() {
        long first = revision(tenant.put(body("UTC", budget(null, "total", "100", true))));
        long second = revision(tenant.put(body("UTC")));

        assertThat(PlainSql.lines(
                        dataSource,
                        "SELECT event_id || ' ' || operator || ' ' || (applied_at <= now()) || ' ' || (data::json"
                                + " ->> 'budgets') FROM ledger.applied_event WHERE tenant = '" + tenant.name
                                + "' ORDER BY number"))
                .containsExactly(
                        "budgets." + tenant.name + "." + first
                                + " ada true [{\"period\":\"total\",\"limit\":\"100\",\"hard\":true}]",
                        "budgets." + tenant.name + "." + second + " ada true []");
    }

    /** As after a restore, when the dispatcher knows a later setting than the ledger does. */
    @Test
    void publishesTheSameThatIsSetAgainAndSaysItsThresholdsOnce() {
        tenant.kafka.say(Steps.of(tenant.name, MODEL).succeeded(3, "10"));
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(PlainSql.lines(
                                dataSource,
                                "SELECT trim_scale(spent) FROM working.spend WHERE model = ''"
                                        + " AND period = 'total' AND tenant = '" + tenant.name + "'"))
                        .containsExactly("10"));
        long first = revision(tenant.put(body("UTC", budget(null, "total", "12", true))));
        tenant.awaitSaid(2);

        long second = revision(tenant.put(body("UTC", budget(null, "total", "12", true))));
        long third = revision(tenant.put(body("UTC", budget(null, "total", "20", true))));

        assertThat(second).isGreaterThan(first);
        List<Envelope> published = tenant.said(Topic.BILLING_BUDGETS, 3);
        assertThat(published)
                .extracting(Envelope::id)
                .containsExactly(
                        "budgets." + tenant.name + "." + first,
                        "budgets." + tenant.name + "." + second,
                        "budgets." + tenant.name + "." + third);
        assertThat(((BudgetsSet) published.get(1).event()).budgets())
                .isEqualTo(((BudgetsSet) published.get(0).event()).budgets());
        assertThat(tenant.awaitSaid(3))
                .extracting(Envelope::id)
                .containsExactlyInAnyOrder(
                        "budget." + tenant.name + ".*.total.1970-01-01.12.50",
                        "budget." + tenant.name + ".*.total.1970-01-01.12.80",
                        "budget." + tenant.name + ".*.total.1970-01-01.20.50");
    }

    @Test
    void tellsWhatIsSpentHeldAndLeft() {
        tenant.put(body("UTC", budget(null, "total", "100", true), budget("other", "total", "5", true)));
        Steps open = Steps.of(tenant.name, MODEL);
        Steps done = Steps.of(tenant.name, MODEL);
        tenant.kafka.say(open.submitted(2, "10.5"), done.submitted(2, "10"), done.succeeded(3, "2.8"));

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(tenant.only(ADA).<Map<String, Object>>getList("budgets"))
                        .first()
                        .satisfies(all -> assertThat(all)
                                .containsEntry("spent", "2.8")
                                .containsEntry("held", "10.5")
                                .containsEntry("remaining", "86.7")));
        assertThat(tenant.only(ADA).getString("budgets[1].remaining")).isEqualTo("5");
        assertThat(tenant.only(ADA).getString("budgets[0].resetsAt")).isNull();
    }

    @Test
    void showsATenantItsOwnAndAnOperatorAll() {
        set("studio", body("UTC", budget(null, "month", "100", true)));
        tenant.put(body("UTC", budget(null, "month", "100", true)));

        assertThat(tenants("Bearer studio-test-key")).containsExactly("studio");
        assertThat(get("Bearer studio-test-key", "").jsonPath().getString("tenants[0].setBy"))
                .isNull();
        assertThat(tenants(ADA)).contains("studio", tenant.name);
        get("Bearer studio-test-key", "?tenant=" + tenant.name)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    private static List<String> tenants(String authorization) {
        return get(authorization, "").jsonPath().getList("tenants.tenant");
    }
}
