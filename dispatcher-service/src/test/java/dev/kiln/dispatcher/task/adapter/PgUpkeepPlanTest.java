package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.overview.OpenState;
import dev.kiln.dispatcher.overview.OpenTaskQuery;
import dev.kiln.dispatcher.overview.Position;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is asked again and again reads by an index, so it costs the same however much is kept. */
class PgUpkeepPlanTest {

    private static final OffsetDateTime OLD = TaskRows.utc(NOW.minus(Duration.ofDays(63)));

    private static BudgetScene scene;

    @BeforeAll
    static void fill() {
        scene = new BudgetScene();
        scene.empty();
        scene.waiting("t", "m", "50", 20_000);
        scene.waiting("other", "m", "50", 200);
        scene.tables.sql("""
                insert into spending
                select 'gen_' || n, 't', 'm', timestamptz '%s' - n * interval '5 min', 0, 1, 1 from generate_series(1, 20000) n
                """.formatted(NOW));
        scene.tables.sql("""
                insert into early_cancellation
                select 'gen_' || n, 't', timestamptz '%s' - n * interval '1 min' from generate_series(1, 20000) n
                """.formatted(NOW));
        scene.tables.sql("update task set expires_at = due_at + interval '1 day'");
        scene.tables.sql("analyze task, spending, early_cancellation");
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    @Test
    void chargesThatAreTooOldAreFoundByTheirAge() {
        assertThat(plan(PgBudgets.FORGET, Tuple.of(OLD, 1000)))
                .contains("Index Scan using spending_of_age")
                .doesNotContain("Seq Scan on spending");
    }

    @Test
    void ofEarlyCancellationsOnlyTheYoungAreRead() {
        Tuple sinceAnHour = Tuple.of(TaskRows.utc(NOW.minus(Duration.ofHours(1))), 100);

        assertThat(plan(PgEarlyCancellations.OVERTAKEN, sinceAnHour))
                .containsPattern("early_cancellation_age.*\\R *Index Cond: \\(remembered_at >= ");
    }

    @Test
    void whatWaitsForAResetIsFoundInItsQueue() {
        Tuple waiting = Tuple.of("t")
                .addArrayOfOffsetDateTime(new OffsetDateTime[] {TaskRows.utc(NOW.plus(Duration.ofHours(1)))})
                .addOffsetDateTime(TaskRows.utc(NOW))
                .addInteger(1000);

        assertThat(plan(PgWakes.NEXT, waiting))
                .containsPattern("task_waiting on task t .*\\R *Index Cond: .*lane = .*model = .*due_at = ANY")
                .doesNotContain("Seq Scan on task");
    }

    @Test
    void operatorsListsAreReadInTheirOrder() {
        assertThat(freePlan(queued(null)))
                .containsPattern("Index Scan using task_expiry on task .*\\R *Index Cond: \\(expires_at >= ")
                .doesNotContain("Seq Scan");
    }

    @Test
    void ofATenantWithLittleToDoTheOperatorsListReadsNoOthersTasks() {
        assertThat(freePlan(queued("other"))).containsPattern("task_waiting.*\\R *Index Cond: \\(tenant_id = ");
    }

    private static OpenTaskQuery queued(String tenant) {
        Position after = tenant == null ? new Position(NOW, "gen_") : null;
        return new OpenTaskQuery(OpenState.QUEUED, null, tenant, null, null, after, 100);
    }

    private static String plan(String sql, Tuple parameters) {
        return text(new Transactions(scene.tables.pool()).query("explain", "explain " + sql, parameters));
    }

    private static String freePlan(OpenTaskQuery query) {
        return new Transactions(scene.tables.pool()).run("explain", connection -> {
            Transactions.planFreely(connection);
            String sql = "explain " + PgOpenTasks.sql(query.state());
            return text(Transactions.query("explain", connection, sql, PgOpenTasks.parameters(query, NOW)));
        });
    }

    private static String text(RowSet<Row> explained) {
        StringJoiner plan = new StringJoiner("\n");
        explained.forEach(row -> plan.add(row.getString(0)));
        return plan.toString();
    }
}
