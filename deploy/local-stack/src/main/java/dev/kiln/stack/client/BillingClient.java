package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Budget;
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
    private final JsonHttp http;
    private final Clock clock;

    public BillingClient(String base, String apiKey, Clock clock) {
        this.http = new JsonHttp(base, apiKey);
        this.clock = clock;
    }

    /** The tenant's usage by model, Kie account and day, from yesterday on. */
    public List<UsageLine> usage() {
        var today = LocalDate.now(clock);
        var query = "from=" + today.minusDays(1) + "&to=" + today.plusDays(1) + "&groupBy=tenant,model,account,day";
        var lines = new ArrayList<UsageLine>();
        http.get("/v1/usage?" + query).path("rows").forEach(row -> lines.add(line(row)));
        return lines;
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
                new BigDecimal(row.path("credits").asText()));
    }
}
