package dev.kiln.dispatcher.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Pool;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A session keeps the plan that it made while the tables were empty, or were last analyzed when nothing waited: it must be the
 * one that is right when they are full.
 */
class PgYoungPlanTest {

    private static Database empty;
    private static BudgetScene idle;

    @BeforeAll
    static void fill() {
        empty = new Database();
        idle = new BudgetScene();
        idle.empty();
        idle.waiting("t", "m", "50", 5000);
        idle.tables.sql("""
                update task set state = 'FAILED', completion = '{}', input = null, ended_at = now(), due_at = null
                """);
        idle.tables.sql("analyze task, slot, account");
        idle.waiting("t", "m", "50", 5000);
    }

    @AfterAll
    static void close() {
        empty.close();
        idle.close();
    }

    @Test
    void queuesAreSteppedThroughInTheirOrder() {
        assertThat(plan(PgTurns.WAITING))
                .containsPattern("Index (Only )?Scan using task_waiting on task t")
                .doesNotContain("Sort")
                .doesNotContain("Seq Scan on task");
    }

    @Test
    void theOldestOfAQueueAreFoundInTheirOrder() {
        assertThat(plan(PgQueue.TAKE))
                .containsPattern("Index Scan using task_waiting on task t")
                .doesNotContain("Sort");
        assertThat(plan(PgQueue.COUNT)).containsPattern("Index (Only )?Scan using task_waiting on task t");
    }

    @Test
    void freeSlotsAndWhatRunsAreFoundByAccount() {
        assertThat(plan(PgSlots.FREE))
                .containsPattern("Index (Only )?Scan using slot_free on slot.*\\R *Index Cond: .*account = ")
                .contains("Index Scan using task_at_kie on task")
                .doesNotContain("Seq Scan on task")
                .doesNotContain("Bitmap");
    }

    @Test
    void aSlotIsTakenByItsKey() {
        assertThat(plan(PgSlots.TAKE))
                .containsPattern("Index Scan using slot_\\w+ on slot.*\\R *Index Cond: .*account = ");
    }

    @Test
    void whatIsDueIsFoundInItsOrder() {
        assertThat(plan(PgTasks.DUE_SUBMITTING))
                .contains("Index Scan using task_sweep")
                .doesNotContain("Sort");
        assertThat(plan(PgTasks.DUE_IN_DOUBT))
                .contains("Index Scan using task_sweep")
                .doesNotContain("Sort");
        assertThat(plan(PgTasks.TAKE_DUE_FOR_POLL))
                .contains("Index Scan using task_poll")
                .doesNotContain("Sort");
    }

    /** Of a statement whose values are not known, as a session keeps it: on empty tables, and on those of a queue. */
    private static String plan(String sql) {
        return plan(empty.pool(), sql) + "\n" + plan(idle.tables.pool(), sql);
    }

    private static String plan(Pool pool, String sql) {
        StringJoiner plan = new StringJoiner("\n");
        pool.query("explain (generic_plan) " + sql)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .forEach(row -> plan.add(row.getString(0)));
        return plan.toString();
    }
}
