package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a tenant reads from billing. */
public final class BillingClient {
    private final JsonHttp http;
    private final Clock clock;

    public BillingClient(String base, String apiKey, Clock clock) {
        this.http = new JsonHttp(base, apiKey);
        this.clock = clock;
    }

    /** The tenant's usage by model and day, from yesterday on. */
    public List<UsageLine> usage() {
        var today = LocalDate.now(clock);
        var query = "from=" + today.minusDays(1) + "&to=" + today.plusDays(1) + "&groupBy=tenant,model,day";
        var lines = new ArrayList<UsageLine>();
        http.get("/v1/usage?" + query).path("rows").forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static UsageLine line(JsonNode row) {
        return new UsageLine(
                row.path("tenant").asText(),
                row.path("model").asText(),
                row.path("day").asText(),
                new BigDecimal(row.path("credits").asText()));
    }
}
