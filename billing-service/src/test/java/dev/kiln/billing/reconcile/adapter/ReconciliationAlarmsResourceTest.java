package dev.kiln.billing.reconcile.adapter;

import static dev.kiln.billing.reconcile.adapter.ReconciledAccount.ADA;
import static dev.kiln.billing.reconcile.adapter.ReconciledAccount.DEADLINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.PlainSql;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Credits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said when credits are gone that nobody can explain, and until when. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class ReconciliationAlarmsResourceTest {

    @Inject
    DataSource dataSource;

    @Inject
    ReconciliationTimer timer;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private ReconciledAccount account;

    @BeforeEach
    void open() {
        account = new ReconciledAccount(dataSource);
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void findsADriftOfOneCreditAndNamesWhatItMayHaveGoneToWeakestFirst() {
        account.read("1000");
        Steps reported = account.onAccount();
        Steps silent = account.onAccount();
        account.kafka.say(silent.submitted(2, "10"), silent.failedAssumed(3));
        account.kafka.say(reported.submitted(2, "10"), reported.succeeded(3, "5"));
        account.awaitSum("charged", "5");
        account.awaitSum("held", "0");

        account.read("994");
        timer.compare().await().atMost(DEADLINE);
        account.read("994");
        timer.compare().await().atMost(DEADLINE);

        JsonPath walk = account.walk();
        assertThat(walk.getString("unexplained")).isEqualTo("1");
        assertThat(walk.getString("difference")).isEqualTo("1");
        assertThat(walk.getList("explanations.generationId", String.class))
                .containsExactly(silent.generationId(), reported.generationId());
        assertThat(walk.getList("explanations.basis", String.class)).containsExactly("assumed", "reported");
        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account.name + "\""))
                .isEqualTo("1.0");
        assertThat(Double.parseDouble(metric("kiln_billing_reconciliation_alarms_total")))
                .isPositive();
    }

    @Test
    void stopsTheAlarmOnceAnOperatorBooksWhatNobodyCanExplain() {
        account.read("1000");
        account.read("999");
        timer.compare().await().atMost(DEADLINE);
        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account.name + "\""))
                .isEqualTo("1.0");

        account.post("unexplained", "case-7", "1").then().statusCode(200);
        timer.compare().await().atMost(DEADLINE);

        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account.name + "\""))
                .isEqualTo("0.0");
        account.read("999");
        assertThat(account.walk().getString("unexplained")).isEqualTo("0");
        assertThat(account.walk().getString("bookedUnexplained")).isEqualTo("1");
    }

    /** Its name is the first of all, so that it is compared before the others. */
    @Test
    void comparesTheOthersWhereTheSumsOfOneAccountAreNoCreditsAnyMore() {
        account.read("1000");
        String huge = "0-" + account.name;
        account.kafka.say(account.said(new BalanceRead(huge, Credits.ZERO, Instant.now())));
        account.awaitCount("ledger.balance_reading WHERE account = '" + huge + "'", 1);
        PlainSql.execute(
                dataSource, "UPDATE working.kie_account SET bought = 100000000000 WHERE account = '" + huge + "'");
        account.kafka.say(account.said(new BalanceRead(huge, Credits.ZERO, Instant.now())));
        account.awaitCount("ledger.balance_reading WHERE account = '" + huge + "'", 2);
        account.read("999");

        timer.compare().await().atMost(DEADLINE);

        assertThat(metric("kiln_billing_unexplained_credits{account=\"" + account.name + "\""))
                .isEqualTo("1.0");
        given().header("Authorization", ADA)
                .get("/v1/reconciliation")
                .then()
                .statusCode(200)
                .body("accounts.account", hasItems(huge, account.name));
    }

    private String metric(String start) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }
}
