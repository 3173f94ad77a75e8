package dev.kiln.billing.reconcile.adapter;

import static dev.kiln.billing.reconcile.adapter.ReconciledAccount.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.AccountStopped;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an account's balance is walked from reading to reading, and what operators book on the way. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class ReconciliationResourceTest {

    @Inject
    DataSource dataSource;

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
    void walksFromTheOpeningBalanceToTheClosingOne() {
        account.read("1000");
        Steps done = account.onAccount();
        account.kafka.say(done.submitted(2, "10"), done.succeeded(3, "2.8"));
        account.awaitSum("charged", "2.8");
        account.topUp("invoice-1", "500").then().statusCode(200).body("outcome", equalTo("booked"));
        account.read("1497.2");

        JsonPath walk = account.walk();
        assertThat(walk.getString("opening.credits")).isEqualTo("1000");
        assertThat(walk.getString("charges")).isEqualTo("2.8");
        assertThat(walk.getString("topUps")).isEqualTo("500");
        assertThat(walk.getString("expected")).isEqualTo("1497.2");
        assertThat(walk.getString("closing.credits")).isEqualTo("1497.2");
        assertThat(walk.getString("difference")).isEqualTo("0");
        assertThat(walk.getString("unexplained")).isEqualTo("0");
        assertThat(walk.getList("explanations")).isNull();
        assertThat(account.prepaid()).isEqualTo("1497.2");
    }

    @Test
    void explainsWithWhatIsInFlightAndNoMore() {
        account.read("1000");
        account.kafka.say(account.onAccount().submitted(2, "10"));
        account.awaitSum("held", "10");

        account.read("990");
        assertThat(account.walk().getString("unexplained")).isEqualTo("0");
        assertThat(account.walk().getString("heldAtClose")).isEqualTo("10");

        account.read("989.999");
        assertThat(account.walk().getString("unexplained")).isEqualTo("0.001");
    }

    @Test
    void suggestsATopUpWhenTheBalanceJumps() {
        account.read("1000");
        account.read("3000");

        assertThat(account.walk().getString("suggestedTopUp")).isEqualTo("2000");
        assertThat(account.walk().getString("unexplained")).isEqualTo("-2000");
    }

    @Test
    void appliesAReadingOnceAndNoneThatIsOlder() {
        Envelope first = account.reading("1000", Instant.parse("2026-11-23T10:00:00Z"));
        Envelope newer = account.reading("900", Instant.parse("2026-11-23T12:00:00Z"));
        Envelope older = account.reading("950", Instant.parse("2026-11-23T11:00:00Z"));
        account.kafka.say(first, first, newer, older, newer);

        account.awaitCount("ledger.applied_event WHERE event_id LIKE '" + account.name + ".%'", 3);
        assertThat(account.lines("SELECT trim_scale(balance) FROM ledger.balance_reading WHERE account = '"
                        + account.name + "' ORDER BY read_at"))
                .containsExactly("1000", "900");
        assertThat(account.prepaid()).isEqualTo("1000");
    }

    @Test
    void booksATopUpOnceByItsReferenceAndKeepsWhoSaidSo() {
        account.topUp("invoice-1", "500").then().body("outcome", equalTo("booked"));
        account.topUp("invoice-1", "500").then().statusCode(200).body("outcome", equalTo("repeated"));
        account.topUp("invoice-1", "501")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:kiln:problem:reference-taken"));

        assertThat(account.prepaid()).isEqualTo("500");
        assertThat(account.lines("SELECT operator || ' ' || data FROM ledger.applied_event WHERE event_id = 'top-up."
                        + account.name + ".invoice-1'"))
                .containsExactly("ada {\"account\":\"" + account.name
                        + "\",\"reference\":\"invoice-1\",\"credits\":\"500\",\"reason\":\"for the test\"}");
    }

    /** Both have the id top-up.(account).eu.7. */
    @Test
    void takesNoTopUpOfAnotherAccountForTheSame() {
        ReconciledAccount.topUpOf(account.name + ".eu", "7", "500").then().body("outcome", equalTo("booked"));
        account.topUp("eu.7", "500").then().statusCode(409).body("type", equalTo("urn:kiln:problem:reference-taken"));

        account.topUp("eu-7", "500").then().body("outcome", equalTo("booked"));
        assertThat(account.prepaid()).isEqualTo("500");
    }

    @Test
    void tellsWhatStoppedAnAccountUntilItIsResumed() {
        Instant at = Instant.parse("2026-11-23T10:00:00Z");
        account.read("0");
        account.kafka.say(account.said(
                new AccountStopped(account.name, new Cause(Reason.INSUFFICIENT_CREDITS, "for the test"), at)));
        await().atMost(DEADLINE)
                .until(() -> Reason.INSUFFICIENT_CREDITS.equals(account.walk().getString("stoppedBy")));
        assertThat(account.walk().getString("stoppedAt")).isEqualTo("2026-11-23T10:00:00Z");

        account.kafka.say(account.said(new AccountResumed(account.name, at.plusSeconds(60))));
        await().atMost(DEADLINE).until(() -> account.walk().getString("stoppedBy") == null);
    }
}
