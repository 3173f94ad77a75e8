package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.stack.guarantee.Truth;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The simulated Kie's operator: its truth log, its accounts, its faults. */
public final class SimulatorClient {
    private static final int PAGE = 5000;
    private static final int OK = 200;
    /** The family whose records and callbacks tell what a task was charged. */
    private static final String TELLING = "JOBS";

    /** Errors of Kie's side that would pass later: whether a task was made before, they do not say. */
    private static final Set<String> UNCLEAR_REFUSALS =
            Set.of("500-transient", "500-internal", "500-maintenance", "408", "531");

    private static final Set<Integer> UNCLEAR_CODES = Set.of(500, 408, 531);

    private final JsonHttp http;
    private final BigDecimal openingCredits;

    /** @param openingCredits what each account was started with */
    public SimulatorClient(String base, BigDecimal openingCredits) {
        this.http = new JsonHttp(base, null);
        this.openingCredits = openingCredits;
    }

    /** What truly happened until now. */
    public Truth truth() {
        var lines = lines();
        var answered = answered(lines);
        var creates = new ArrayList<Truth.Create>();
        var reads = new ArrayList<Truth.Read>();
        var charges = new ArrayList<Truth.TaskCharge>();
        var calledBack = new HashSet<String>();
        var telling = new HashSet<String>();
        for (var line : lines) {
            switch (line.path("kind").asText()) {
                case "create" -> {
                    creates.add(create(line, answered.get(line.path("seq").asLong())));
                    if (line.path("family").asText().equals(TELLING)) {
                        telling.add(line.path("taskId").asText());
                    }
                }
                case "read" -> reads.add(read(line));
                case "charge" -> charges.add(charge(line, telling));
                case "callback" -> {
                    if (line.path("status").asInt() == OK) {
                        calledBack.add(line.path("callback").path("reference").asText(""));
                    }
                }
                default -> {
                    // states, holds and what is put off are no facts that a guarantee judges
                }
            }
        }
        var balances = new HashMap<String, BigDecimal>();
        var granted = BigDecimal.ZERO;
        for (var account : http.get("/admin/accounts")) {
            balances.put(account.path("account").asText(), decimal(account.path("balance")));
            granted = granted.add(openingCredits).add(decimal(account.path("added")));
        }
        return new Truth(creates, reads, charges, balances, granted, calledBack);
    }

    /** Credits that are gone from the accounts, in all. */
    public BigDecimal spent() {
        var spent = BigDecimal.ZERO;
        for (var account : http.get("/admin/accounts")) {
            spent = spent.add(openingCredits)
                    .add(decimal(account.path("added")))
                    .subtract(decimal(account.path("balance")));
        }
        return spent;
    }

    /** Takes credits off the account that no task explains. */
    public void drift(String account, String credits) {
        change(account, "drift", credits);
    }

    public void topUp(String account, String credits) {
        change(account, "credits", credits);
    }

    private void change(String account, String what, String credits) {
        var path = "/admin/accounts/" + account + "/" + what;
        var answer = http.post(path, JsonHttp.write(Map.of("credits", credits)));
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswer("POST " + path, answer.statusCode(), answer.body());
        }
    }

    /** Lays a fault on the next creates, as many as said. */
    public void addFault(String fault, int count) {
        var answer = http.post("/admin/faults", JsonHttp.write(Map.of("fault", fault, "count", count)));
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswer("POST /admin/faults", answer.statusCode(), answer.body());
        }
    }

    /** From now on plays a mix of faults that the seed decides, in place of the one before. */
    public void play(long seed, Map<String, BigDecimal> shares) {
        play(Map.of("seed", seed, "shares", shares));
    }

    private void play(Map<String, Object> scenario) {
        var answer = http.post("/admin/scenario", JsonHttp.write(scenario));
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswer("POST /admin/scenario", answer.statusCode(), answer.body());
        }
    }

    public void stopPlaying() {
        http.delete("/admin/scenario");
    }

    public void clearFaults() {
        http.delete("/admin/faults");
    }

    private List<JsonNode> lines() {
        var lines = new ArrayList<JsonNode>();
        var after = 0L;
        while (true) {
            var page = http.get("/admin/truth?after=" + after + "&limit=" + PAGE);
            page.forEach(lines::add);
            if (page.size() < PAGE) {
                return lines;
            }
            after = page.get(page.size() - 1).path("seq").asLong();
        }
    }

    /** When the whole answer was sent, by the place of the create. */
    private static Map<Long, Instant> answered(List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.path("kind").asText().equals("answer"))
                .collect(Collectors.toMap(
                        line -> line.path("create").asLong(),
                        line -> Instant.parse(line.path("at").asText())));
    }

    /** @param answered null where the whole answer was not sent */
    private static Truth.Create create(JsonNode line, Instant answered) {
        return new Truth.Create(
                Instant.parse(line.path("at").asText()),
                line.path("account").asText(null),
                line.path("model").asText(null),
                line.path("callback").path("reference").asText(null),
                line.path("taskId").asText(null),
                isClear(line) ? answered : null);
    }

    private static Truth.Read read(JsonNode line) {
        return new Truth.Read(
                Instant.parse(line.path("at").asText()), line.path("account").asText());
    }

    /**
     * Created, or refused with a code that Kie gives only to what it did not take. Of several faults that a create was to
     * meet, one alone has answered it: its code tells which.
     */
    static boolean isClear(JsonNode line) {
        var answer = line.path("answer").asText();
        if (UNCLEAR_CODES.contains(line.path("code").asInt())) {
            for (var fault : line.path("faults")) {
                if (UNCLEAR_REFUSALS.contains(fault.asText())) {
                    return false;
                }
            }
        }
        return answer.equals("created") || answer.equals("refused") || answer.equals("slow");
    }

    private static Truth.TaskCharge charge(JsonNode line, Set<String> telling) {
        var task = line.path("taskId").asText();
        var charged = decimal(line.path("charged"));
        var knowable = telling.contains(task) ? charged : decimal(line.path("table"));
        return new Truth.TaskCharge(
                task, line.path("model").asText(), line.path("account").asText(), charged, knowable);
    }

    private static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.asText());
    }
}
