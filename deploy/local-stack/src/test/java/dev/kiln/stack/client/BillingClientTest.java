package dev.kiln.stack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kiln.stack.guarantee.Books;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BillingClientTest {
    private static final String DAYS = "from=2026-11-22&to=2026-11-24";
    private static final String SPEND = "/v1/ledger?" + DAYS + "&ledgerAccount=spend&limit=500";
    private static final String LOSS = "/v1/ledger?" + DAYS + "&ledgerAccount=loss&limit=500";
    private static final String RECONCILIATION = "/v1/reconciliation?" + DAYS;
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private BillingClient billing;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var asking = exchange.getRequestURI().toString();
            asked.add(asking);
            var body = answers.get(asking).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        billing = new BillingClient("http://127.0.0.1:" + server.getAddress().getPort(), "key", NOON);
        answers.put(SPEND, """
                {"rows": [{"taskId": "task-2", "account": "main", "amount": "2.5"}], "next": "/v1/ledger?cursor=older"}""");
        answers.put("/v1/ledger?cursor=older", """
                {"rows": [{"taskId": "task-1", "account": "a1", "amount": "-3"}]}""");
        answers.put(LOSS, """
                {"rows": [{"taskId": "task-1", "account": "a1", "amount": "3"}]}""");
        answers.put(RECONCILIATION, """
                {"accounts": [{"account": "a1", "expected": "997.5", "closing": {"credits": "1000"}}, {"account": "a2"}]}""");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theBooksHaveEveryPageOfSpendAndOfLoss() {
        var books = billing.books();

        assertThat(books.charges())
                .containsExactly(
                        charge("task-2", "main", "2.5"), charge("task-1", "a1", "-3"), charge("task-1", "a1", "3"));
        assertThat(asked).containsExactly(SPEND, "/v1/ledger?cursor=older", LOSS, RECONCILIATION);
    }

    @Test
    void anAccountThatWasNotReadYetIsNone() {
        assertThat(billing.accounts())
                .containsExactly(new Books.Account("a1", new BigDecimal("997.5"), new BigDecimal("1000")));
    }

    @Test
    void pagesThatNeverEndAreGivenUp() {
        answers.put(SPEND, "{\"rows\": [], \"next\": \"%s\"}".formatted(SPEND));

        assertThatThrownBy(billing::books)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("spend");
    }

    private static Books.Charge charge(String task, String account, String credits) {
        return new Books.Charge(task, account, new BigDecimal(credits));
    }
}
