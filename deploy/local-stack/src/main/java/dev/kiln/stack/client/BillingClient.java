package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Budget;
import dev.kiln.stack.guarantee.Books;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a tenant reads from billing, and an operator sets. */
public final class BillingClient {
    private static final int PAGE = 500;
    /** A million entries are of no run that is judged. */
    private static final int MOST_PAGES = 2000;

    private final JsonHttp http;
    private final Clock clock;

    public BillingClient(String base, String apiKey, Clock clock) {
        this.http = new JsonHttp(base, apiKey);
        this.clock = clock;
    }

    /** The tenant's usage by model, Kie account and day, from yesterday on. */
    public List<UsageLine> usage() {
        var lines = new ArrayList<UsageLine>();
        http.get("/v1/usage?" + days() + "&groupBy=tenant,model,account,day")
                .path("rows")
                .forEach(row -> lines.add(line(row)));
        return lines;
    }

    /** The tenant's charges, entry by entry, and Kie's accounts, from yesterday on. Of a long run these are many pages. */
    public Books books() {
        var charges = new ArrayList<Books.Charge>();
        for (var ledgerAccount : List.of("spend", "loss")) {
            addEntries(ledgerAccount, charges);
        }
        return new Books(charges, accounts());
    }

    private void addEntries(String ledgerAccount, List<Books.Charge> charges) {
        var next = "/v1/ledger?" + days() + "&ledgerAccount=" + ledgerAccount + "&limit=" + PAGE;
        for (var pages = 0; pages < MOST_PAGES; pages++) {
            var page = http.get(next);
            page.path("rows").forEach(row -> charges.add(charge(row)));
            if (!page.has("next")) {
                return;
            }
            next = page.path("next").asText();
        }
        throw new IllegalStateException("The ledger has more than " + MOST_PAGES + " pages of " + ledgerAccount);
    }

    /** Kie's accounts, as far as their balances were read. */
    public List<Books.Account> accounts() {
        var accounts = new ArrayList<Books.Account>();
        for (var account : http.get("/v1/reconciliation?" + days()).path("accounts")) {
            if (account.has("closing")) {
                accounts.add(account(account));
            }
        }
        return accounts;
    }

    /** All days of a stack that was started today or yesterday, so that an account's first reading is among them. */
    private String days() {
        var today = LocalDate.now(clock);
        return "from=" + today.minusDays(1) + "&to=" + today.plusDays(1);
    }

    /** Replaces all budgets of a tenant. */
    public void setBudgets(String tenant, ZoneId timeZone, List<Budget> budgets) {
        var path = "/v1/budgets/" + tenant;
        var rows = budgets.stream().map(BillingClient::row).toList();
        var answer = http.put(path, JsonHttp.write(Map.of("timeZone", timeZone.getId(), "budgets", rows)));
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswer("PUT " + path, answer.statusCode(), answer.body());
        }
    }

    /** How a Kie account's balance came about this month, as far as it was read. */
    public JsonNode reconciliation(String account) {
        return http.get("/v1/reconciliation?account=" + account)
                .path("accounts")
                .path(0);
    }

    /** @param kind {@code top-ups} or {@code unexplained} */
    public void book(String kind, String account, String reference, String credits, String reason) {
        var path = "/v1/reconciliation/" + account + "/" + kind;
        var body = Map.of("reference", reference, "credits", credits, "reason", reason);
        var answer = http.post(path, JsonHttp.write(body));
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswer("POST " + path, answer.statusCode(), answer.body());
        }
    }

    private static Map<String, Object> row(Budget budget) {
        var row = new HashMap<String, Object>();
        row.put("period", budget.period().name().toLowerCase(Locale.ROOT));
        row.put("limit", budget.limit().toString());
        row.put("hard", budget.hard());
        if (budget.model() != null) {
            row.put("model", budget.model());
        }
        return row;
    }

    private static UsageLine line(JsonNode row) {
        return new UsageLine(
                row.path("tenant").asText(),
                row.path("model").asText(),
                row.path("account").asText(),
                row.path("day").asText(),
                new BigDecimal(row.path("credits").asText()),
                new BigDecimal(row.path("held").asText()));
    }

    private static Books.Charge charge(JsonNode row) {
        return new Books.Charge(
                row.path("taskId").asText(),
                row.path("account").asText(),
                new BigDecimal(row.path("amount").asText()));
    }

    private static Books.Account account(JsonNode account) {
        return new Books.Account(
                account.path("account").asText(),
                new BigDecimal(account.path("expected").asText()),
                new BigDecimal(account.path("closing").path("credits").asText()));
    }
}
