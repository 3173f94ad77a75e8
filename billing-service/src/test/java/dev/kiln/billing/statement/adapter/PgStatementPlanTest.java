package dev.kiln.billing.statement.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.ledger.LedgerAccount;
import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.statement.EntryCursor;
import dev.kiln.billing.statement.EntryFilter;
import dev.kiln.billing.statement.StatementQuery;
import dev.kiln.contract.GenerationIds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of page reads the entries by an index that has them in order, so it costs the same however much is booked. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class PgStatementPlanTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DayRange DAYS = new DayRange(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"));
    private static final EntryCursor AFTER = new EntryCursor(2_000_010_000L, 1);

    /** Most are of one, the others of forty. */
    private static final String TENANT = "CASE n % 7 WHEN 0 THEN 'plan-' || n % 40 ELSE 'plan' END";

    private static final List<String> FILL =
            List.of("""
            INSERT INTO ledger.applied_event
            SELECT 'plan.' || n, '/plan', 'plan', 'plan-' || n / 2, n % 2, 'booked', now(), now()
            FROM generate_series(1, 20000) AS n""", """
            WITH booked AS (INSERT INTO ledger.booking
            SELECT 2000000000 + n, 'plan.' || n, 'plan-' || n / 2, n % 2, {tenant}, 'model-' || n % 20, NULL, 'r', now(), now()
            FROM generate_series(1, 20000) AS n)
            INSERT INTO ledger.entry
            SELECT 2000000000 + n, line, CASE line WHEN 1 THEN 'holds' ELSE 'holds-contra' END, 'plan-' || n / 2,
                   'account-' || n % 3, 1, NULL, date '2026-01-01' + n / 56, 3 - 2 * line, {tenant}, 'model-' || n % 20
            FROM generate_series(1, 20000) AS n, generate_series(1, 2) AS line""".replace("{tenant}", TENANT), "ANALYZE ledger.entry, ledger.booking");

    @Inject
    Pool pool;

    @Test
    void readsEveryKindOfPageByItsIndex() {
        String id = GenerationIds.ofRequest("plan", "/plan", "1");

        List<String> plans = plans(List.of(
                query(new EntryFilter(null, null, null, null), null),
                query(new EntryFilter(null, null, null, LedgerAccount.HOLDS), AFTER),
                query(new EntryFilter("model-7", null, null, null), AFTER),
                query(new EntryFilter(null, null, "account-1", null), AFTER),
                query(new EntryFilter(null, id, null, null), AFTER),
                ofAll(new EntryFilter(null, null, null, null), null),
                ofAll(new EntryFilter(null, null, null, LedgerAccount.HOLDS), AFTER),
                ofAll(new EntryFilter("model-7", null, null, null), AFTER),
                ofAll(new EntryFilter(null, id, null, null), AFTER)));

        assertThat(plans).noneMatch(plan -> plan.contains("Seq Scan"));
        assertThat(plans.get(0)).contains("using entry_of_day");
        assertThat(plans.get(1)).contains("using entry_of_day");
        assertThat(plans.get(2)).contains("using entry_of_model");
        assertThat(plans.get(3)).contains("using entry_of_account");
        assertThat(plans.get(4)).contains("entry_of_generation");
        assertThat(plans.get(5)).contains(" entry_of_all ");
        assertThat(plans.get(6)).contains(" entry_of_all ");
        assertThat(plans.get(7)).contains("entry_of_all_of_model");
        assertThat(plans.get(8)).contains("entry_of_generation");
    }

    private static StatementQuery query(EntryFilter filter, EntryCursor after) {
        return new StatementQuery("plan", false, DAYS, filter, 100, after);
    }

    private static StatementQuery ofAll(EntryFilter filter, EntryCursor after) {
        return new StatementQuery(null, false, DAYS, filter, 100, after);
    }

    /** In a transaction that is rolled back: nothing stays booked. */
    private List<String> plans(List<StatementQuery> queries) {
        List<String> plans = new ArrayList<>();
        pool.getConnection()
                .chain(connection -> connection
                        .begin()
                        .chain(transaction -> run(connection, FILL, 0)
                                .chain(() -> explain(connection, queries, 0, plans))
                                .eventually(transaction::rollback))
                        .eventually(connection::close))
                .await()
                .atMost(PATIENCE);
        return plans;
    }

    private static Uni<Void> run(SqlConnection connection, List<String> statements, int next) {
        return next == statements.size()
                ? Uni.createFrom().voidItem()
                : connection.query(statements.get(next)).execute().chain(() -> run(connection, statements, next + 1));
    }

    private static Uni<Void> explain(
            SqlConnection connection, List<StatementQuery> queries, int next, List<String> plans) {
        if (next == queries.size()) {
            return Uni.createFrom().voidItem();
        }
        StatementSql sql = StatementSql.of(queries.get(next));
        return connection
                .preparedQuery("EXPLAIN " + sql.text())
                .execute(sql.values())
                .invoke(rows -> {
                    StringBuilder plan = new StringBuilder();
                    rows.forEach(row -> plan.append(row.getString(0)).append('\n'));
                    plans.add(plan.toString());
                })
                .chain(() -> explain(connection, queries, next + 1, plans));
    }
}
