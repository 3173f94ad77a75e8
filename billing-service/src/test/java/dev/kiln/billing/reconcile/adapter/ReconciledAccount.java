package dev.kiln.billing.reconcile.adapter;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.PlainSql;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.AccountEvent;
import dev.kiln.contract.BalanceRead;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** An account of its own: what is said of it and booked, and what comes of that. */
final class ReconciledAccount implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(20);
    static final String ADA = "Bearer ada-test-key";
    private static final String MODEL = "kling/v2-1-pro";

    final String name = "a-" + UUID.randomUUID().toString().substring(0, 8);
    final KafkaSide kafka = new KafkaSide();
    private final DataSource dataSource;
    private int readings;

    ReconciledAccount(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A generation that runs on it. */
    Steps onAccount() {
        return Steps.of("reconciled", MODEL).onAccount(name);
    }

    /** Says the balance as read now, the first as read before anything was charged, and waits until it is applied. */
    void read(String balance) {
        readAt(balance, readings == 0 ? Steps.SUBMITTED.minusSeconds(3600) : Instant.now());
    }

    void readAt(String balance, Instant at) {
        kafka.say(reading(balance, at));
        awaitCount("ledger.balance_reading WHERE account = '" + name + "'", readings);
    }

    Envelope reading(String balance, Instant at) {
        readings++;
        return said(new BalanceRead(name, Credits.of(balance), at));
    }

    Envelope said(AccountEvent event) {
        return new Envelope(name + "." + UUID.randomUUID(), Envelope.DISPATCHER, Instant.now(), null, event);
    }

    void awaitSum(String column, String credits) {
        await().atMost(DEADLINE)
                .until(() -> lines("SELECT trim_scale(" + column + ") FROM working.kie_account WHERE account = '" + name
                                + "'")
                        .equals(List.of(credits)));
    }

    void awaitCount(String from, int count) {
        await().atMost(DEADLINE)
                .until(() -> lines("SELECT count(*) FROM " + from).equals(List.of(Integer.toString(count))));
    }

    /** The balance of the ledger's own account for what is prepaid. */
    String prepaid() {
        return lines("SELECT trim_scale(sum(amount)) FROM ledger.entry WHERE ledger_account = 'prepaid' AND account = '"
                        + name + "'")
                .getFirst();
    }

    String bought() {
        return lines("SELECT trim_scale(-sum(amount)) FROM ledger.entry WHERE ledger_account = 'bought' AND account = '"
                        + name + "'")
                .getFirst();
    }

    JsonPath walk() {
        return given().header("Authorization", ADA)
                .get("/v1/reconciliation?account=" + name)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("accounts[0]");
    }

    Response topUp(String reference, String credits) {
        return topUpOf(name, reference, credits);
    }

    static Response topUpOf(String account, String reference, String credits) {
        return post(account, "top-ups", reference, credits);
    }

    Response post(String path, String reference, String credits) {
        return post(name, path, reference, credits);
    }

    private static Response post(String account, String path, String reference, String credits) {
        return given().header("Authorization", ADA)
                .contentType("application/json")
                .body(Map.of("reference", reference, "credits", credits, "reason", "for the test"))
                .post("/v1/reconciliation/" + account + "/" + path);
    }

    List<String> lines(String sql) {
        return PlainSql.lines(dataSource, sql);
    }

    @Override
    public void close() {
        kafka.close();
    }
}
