package dev.kiln.billing.reconcile.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.ledger.Steps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an account is opened that was charged before its balance was read for the first time. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class ReconciliationOpeningsResourceTest {

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
    void opensAnAccountThatWasChargedBeforeItWasRead() {
        account.kafka.say(account.onAccount().succeeded(3, "7"));
        account.awaitSum("charged", "7");

        account.readAt("93", Instant.now());

        assertThat(account.walk().getString("unexplained")).isEqualTo("0");
        assertThat(account.prepaid()).isEqualTo("93");
        assertThat(account.bought()).isEqualTo("100");
    }

    /** As after an outage: what the balance has lost already is booked when its turn comes. */
    @Test
    void opensAnAccountBeforeABacklogOfItsChargesIsBooked() {
        Steps before = account.onAccount();
        Steps after = account.onAccount();
        account.readAt("93", Steps.COMPLETED.plusSeconds(1));

        account.kafka.say(before.succeeded(3, "6.5"), after.succeeded(3, "4", Steps.COMPLETED.plusSeconds(2)));
        account.awaitSum("charged", "10.5");
        account.kafka.say(before.succeeded(4, "7"));
        account.awaitSum("charged", "11");

        assertThat(account.bought()).isEqualTo("100");
        assertThat(account.prepaid()).isEqualTo("89");
        account.topUp("invoice-1", "500").then().body("outcome", equalTo("booked"));
        account.readAt("589", Instant.now());

        JsonPath walk = account.walk();
        assertThat(walk.getString("opening.credits")).isEqualTo("93");
        assertThat(walk.getString("topUps")).isEqualTo("500");
        assertThat(walk.getString("takenBeforeFirstReading")).isEqualTo("7");
        assertThat(walk.getString("charges")).isEqualTo("11");
        assertThat(walk.getString("expected")).isEqualTo("589");
        assertThat(walk.getString("difference")).isEqualTo("0");
        assertThat(walk.getString("unexplained")).isEqualTo("0");
    }

    @Test
    void opensAnAccountWithNothingBeforeABacklogIsBooked() {
        account.readAt("0", Steps.COMPLETED);
        assertThat(account.lines("SELECT 1 FROM ledger.entry WHERE account = '" + account.name + "'"))
                .isEmpty();

        account.kafka.say(account.onAccount().succeeded(3, "7"));
        account.awaitSum("charged", "7");
        account.kafka.say(account.onAccount().succeeded(3, "3"));
        account.awaitSum("charged", "10");

        assertThat(account.bought()).isEqualTo("10");
        assertThat(account.prepaid()).isEqualTo("0");
    }
}
