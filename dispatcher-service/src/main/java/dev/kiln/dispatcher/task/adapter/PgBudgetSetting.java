package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.dispatcher.budget.Limit;
import dev.kiln.dispatcher.budget.Window;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sets a tenant's budgets. With its first hard limit, what the tenant has at Kie and what it was charged before begin to be
 * counted; from then on claims, steps and charges keep count.
 */
final class PgBudgetSetting {

    /** Tasks of all tenants: so many are read in a fraction of a second. */
    static final int READ_AT_A_TIME = 20_000;
    /** Between two replicas' clocks, and for steps that are under way. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final String KNOWN = """
            select revision, exists (select from budget b where b.tenant_id = s.tenant_id) as counted
            from budgets s where tenant_id = $1
            """;

    /** By their ids, which no change of a task moves. */
    private static final String NEXT = """
            select max(generation_id) from (
                select generation_id from task where generation_id > $1 order by generation_id limit $2) part
            """;

    /** Not once another replica has set them: from then on each charge is counted when billing says it. */
    private static final String CHARGED = """
            insert into spending (generation_id, tenant_id, model, claimed_at, held, spent, sequence)
            select generation_id, tenant_id, model, submitted_at, case when %1$s then hold else 0 end,
                case when %1$s then 0 else %2$s end, version
            from task where tenant_id = $1 and submitted_at is not null and %2$s is not null
                and not exists (select from budget where tenant_id = $1) and
            """.formatted(ChargeSql.UNDECIDED, ChargeSql.CREDITS);

    private static final String UNLESS_KNOWN_BETTER = """
             on conflict (generation_id) do update
            set held = excluded.held, spent = excluded.spent, sequence = excluded.sequence
            where excluded.sequence > spending.sequence
            """;

    private static final String CHARGED_OF_NEXT =
            CHARGED + "generation_id > $2 and generation_id <= $3" + UNLESS_KNOWN_BETTER;

    private static final String CHARGED_SINCE = CHARGED + "ended_at >= $2" + UNLESS_KNOWN_BETTER;

    private static final String OPEN = """
            select generation_id from task
            where tenant_id = $1 and state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT')
            union all
            select generation_id from task where tenant_id = $1 and state = 'PARKED'
            """;

    private static final String LOCK_OPEN = """
            select generation_id from task where generation_id = any($1)
                and state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT', 'PARKED')
            order by generation_id for update
            """;

    private static final String UNHELD = """
            select t.tenant_id, t.generation_id from task t where t.state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT')
                and t.hold > 0 and t.tenant_id in (select tenant_id from budget)
                and not exists (select from spending s where s.generation_id = t.generation_id and s.held > 0)
            union all
            select t.tenant_id, t.generation_id from task t where t.state = 'PARKED'
                and t.hold > 0 and t.tenant_id in (select tenant_id from budget)
                and not exists (select from spending s where s.generation_id = t.generation_id and s.held > 0)
            """;

    private static final String SET = """
            insert into budgets (tenant_id, revision, time_zone) values ($1, $2, $3)
            on conflict (tenant_id) do update set revision = excluded.revision, time_zone = excluded.time_zone
            where excluded.revision > budgets.revision returning revision
            """;

    private static final String NOTHING_HELD = """
            update spending s set held = 0 where tenant_id = $1 and held > 0 and generation_id <> all($2)
                and not exists (select from task t where t.generation_id = s.generation_id and %s)
            """.formatted(ChargeSql.UNDECIDED);

    private static final String HELD = """
            insert into spending (generation_id, tenant_id, model, claimed_at, held, spent, sequence)
            select generation_id, tenant_id, model, submitted_at, hold, 0, 0 from task where generation_id = any($1)
            on conflict (generation_id) do update set held = excluded.held, claimed_at = excluded.claimed_at
            """;

    private static final String COUNT = """
            select coalesce(sum(held), 0) as held, coalesce(sum(spent), 0) + case when $3::timestamptz is null then
                (select coalesce(sum(spent), 0) from spending_forgotten f
                 where f.tenant_id = $1 and ($2::text is null or f.model = $2)) else 0 end as spent
            from spending where tenant_id = $1 and ($2::text is null or model = $2)
                and ($3::timestamptz is null or claimed_at >= $3)
            """;

    /** Beside those of a set before, whose tasks may not be awake yet. */
    private static final String WAKE = """
            update budgets set waking = nullif(array(
                select distinct reset from unnest(waking || $3::timestamptz[]) reset where reset > $2), '{}')
            where tenant_id = $1
            """;

    private final Transactions transactions;
    private final Clock clock;
    private final int readAtATime;

    PgBudgetSetting(Transactions transactions, Clock clock, int readAtATime) {
        this.transactions = transactions;
        this.clock = clock;
        this.readAtATime = readAtATime;
    }

    void set(BudgetsSet budgets) {
        Row known = first(transactions.query("look for budgets", KNOWN, Tuple.of(budgets.tenantId())));
        if (known != null && known.getLong("revision") >= budgets.revision()) {
            return;
        }
        boolean counts = known != null && known.getBoolean("counted");
        boolean limits = budgets.budgets().stream().anyMatch(Budget::hard);
        Instant begun = clock.instant();
        if (limits && !counts) {
            readCharges(budgets.tenantId());
        }
        transactions.run("set budgets", connection -> {
            set(connection, budgets, limits && !counts ? begun.minus(MARGIN) : null);
            return budgets;
        });
    }

    /** What was charged before, a part of the table at a time: it may be large, and nobody is to wait for it. */
    private void readCharges(String tenantId) {
        String from = "";
        for (String to = next(from); to != null; to = next(from)) {
            Tuple part = Tuple.of(tenantId, from, to);
            transactions.run("read charges", connection -> {
                Transactions.planFreely(connection);
                return Transactions.query("read charges", connection, CHARGED_OF_NEXT, part);
            });
            from = to;
        }
    }

    private String next(String from) {
        return first(transactions.query("look for tasks", NEXT, Tuple.of(from, readAtATime)))
                .getString(0);
    }

    /** @param countsSince from when on charges are yet to be read; null where they are counted already */
    private void set(SqlConnection connection, BudgetsSet budgets, Instant countsSince) {
        String tenant = budgets.tenantId();
        Transactions.planFreely(connection);
        PgTurns.lock(connection);
        String[] open = countsSince == null ? new String[0] : lockOpen(connection, tenant);
        Tuple row = Tuple.of(tenant, budgets.revision(), budgets.timeZone().getId());
        if (Transactions.query("set budgets", connection, SET, row).size() == 0) {
            return;
        }
        if (countsSince != null) {
            Tuple since = Tuple.of(tenant, TaskRows.utc(countsSince));
            Transactions.query("read charges", connection, CHARGED_SINCE, since);
            Tuple others = Tuple.of(tenant).addArrayOfString(open);
            Transactions.query("let old holds fall", connection, NOTHING_HELD, others);
            Transactions.query("hold credits", connection, HELD, Tuple.tuple().addArrayOfString(open));
        }
        replace(connection, budgets);
    }

    void recount() {
        transactions.run("recount holds", connection -> {
            PgTurns.lock(connection);
            Map<String, List<String>> unheld = new TreeMap<>();
            Transactions.query("find open tasks", connection, UNHELD, Tuple.tuple())
                    .forEach(row -> unheld.computeIfAbsent(row.getString(0), tenant -> new ArrayList<>())
                            .add(row.getString(1)));
            String[] open = lock(
                    connection, unheld.values().stream().flatMap(List::stream).toList());
            Instant now = clock.instant();
            PgLimits.lock(connection, unheld.keySet(), now);
            Transactions.query("hold credits", connection, HELD, Tuple.tuple().addArrayOfString(open));
            List<Limit> limits = PgLimits.read(connection, unheld.keySet().toArray(String[]::new));
            PgLimits.write(
                    connection,
                    limits.stream()
                            .map(limit -> limit.at(now))
                            .map(limit -> counted(connection, limit))
                            .toList());
            return open.length;
        });
    }

    private static String[] lockOpen(SqlConnection connection, String tenant) {
        List<String> ids = new ArrayList<>();
        Transactions.query("find open tasks", connection, OPEN, Tuple.of(tenant))
                .forEach(row -> ids.add(row.getString(0)));
        return lock(connection, ids);
    }

    private static String[] lock(SqlConnection connection, List<String> ids) {
        List<String> open = new ArrayList<>();
        Tuple found = Tuple.tuple().addArrayOfString(ids.toArray(String[]::new));
        Transactions.query("lock open tasks", connection, LOCK_OPEN, found).forEach(row -> open.add(row.getString(0)));
        return open.toArray(String[]::new);
    }

    private void replace(SqlConnection connection, BudgetsSet budgets) {
        Instant now = clock.instant();
        List<Limit> before = PgLimits.read(connection, budgets.tenantId());
        Transactions.query(
                "drop budgets", connection, "delete from budget where tenant_id = $1", Tuple.of(budgets.tenantId()));
        List<Limit> after = budgets.budgets().stream()
                .filter(Budget::hard)
                .collect(Collectors.toMap(
                        budget -> List.of(Optional.ofNullable(budget.model()), budget.period()),
                        budget -> budget,
                        (one, other) -> one.limit().compareTo(other.limit()) <= 0 ? one : other))
                .values()
                .stream()
                .map(budget -> limit(connection, budgets, budget, before, now))
                .toList();
        PgLimits.write(connection, after);
        OffsetDateTime[] resets = before.stream()
                .map(limit -> TaskRows.utc(limit.window().end()))
                .filter(Objects::nonNull)
                .toArray(OffsetDateTime[]::new);
        Tuple wake = Tuple.of(budgets.tenantId(), TaskRows.utc(now)).addArrayOfOffsetDateTime(resets);
        Transactions.query("have woken what waits for a reset", connection, WAKE, wake);
    }

    /** Where the window is the same, what was counted in it goes on. */
    private static Limit limit(
            SqlConnection connection, BudgetsSet budgets, Budget budget, List<Limit> before, Instant now) {
        Window window = Window.of(budget.period(), budgets.timeZone(), now);
        BigDecimal credits = budget.limit().amount();
        Limit empty = new Limit(
                budgets.tenantId(),
                budget.model(),
                budget.period(),
                budgets.timeZone(),
                credits,
                window,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
        Optional<Limit> same = before.stream()
                .filter(limit -> Objects.equals(limit.model(), budget.model())
                        && limit.period() == budget.period()
                        && limit.window().equals(window))
                .findFirst();
        if (same.isPresent()) {
            return empty.plus(same.get().held(), same.get().spent());
        }
        return counted(connection, empty);
    }

    private static Limit counted(SqlConnection connection, Limit limit) {
        Tuple of = Tuple.of(limit.tenantId(), limit.model())
                .addOffsetDateTime(TaskRows.utc(limit.window().start()));
        Row counted = first(Transactions.query("count what was spent", connection, COUNT, of));
        return limit.plus(
                counted.getBigDecimal("held").subtract(limit.held()),
                counted.getBigDecimal("spent").subtract(limit.spent()));
    }

    private static Row first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : rows.iterator().next();
    }
}
