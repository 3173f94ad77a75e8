package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static dev.kiln.dispatcher.task.adapter.BudgetScene.RESET;
import static dev.kiln.dispatcher.task.adapter.BudgetScene.hard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BudgetPeriod;
import dev.kiln.dispatcher.budget.Budgets.Sweep;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for the reset of a budget, as its tenant chose, and what wakes it before. */
class PgBudgetWaitTest {

    private static BudgetScene scene;

    @BeforeAll
    static void start() {
        scene = new BudgetScene();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void empty() {
        scene.empty();
    }

    @Test
    void byTheTenantsChoiceItWaitsForTheResetAndBeginsThenWithNothing() {
        scene.tables.sql("insert into tenant values ('t', 1, 1, null, true)");
        scene.set(1, hard(null, BudgetPeriod.DAY, 60));
        scene.waiting("t", "m", "50", 2);
        scene.claims.claim(10).forEach(task -> scene.budgets.charge(List.of(scene.end(task, "50"))));

        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(0, 1, 0, false));
        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(0, 0, 0, false));
        assertThat(scene.claims.room(10)).isZero();

        scene.moveTo(RESET);
        assertThat(scene.claims.claim(10)).hasSize(1);
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("50", "0");
    }

    @Test
    void aHigherLimitWakesWhatWaitsForTheReset() {
        scene.tables.sql("insert into tenant values ('t', 1, 1, null, true)");
        scene.set(1, hard(null, BudgetPeriod.DAY, 60));
        scene.waiting("t", "m", "50", 2);
        scene.claims.claim(10).forEach(task -> scene.budgets.charge(List.of(scene.end(task, "50"))));
        scene.budgets.sweep(10);

        scene.set(2, hard(null, BudgetPeriod.DAY, 100));

        assertThat(scene.budgets.wake(10)).isOne();
        assertThat(scene.claims.claim(10)).hasSize(1);
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("50", "50");
    }

    @Test
    void budgetsAreSetWithoutATouchOfWhatWaitsForTheReset() {
        putOff(5);
        String locked = scene.tables
                .sql("select generation_id from task where state = 'QUEUED' limit 1")
                .iterator()
                .next()
                .getString(0);

        new Transactions(scene.tables.pool()).run("hold a task", connection -> {
            Transactions.query(
                    "hold a task",
                    connection,
                    "select from task where generation_id = $1 for update",
                    Tuple.of(locked));
            scene.set(2, hard(null, BudgetPeriod.DAY, 100));
            assertThat(scene.budgets.wake(10))
                    .as("all but the one that is held")
                    .isEqualTo(4);
            return connection;
        });

        assertThat(scene.budgets.wake(10)).isOne();
        assertThat(scene.tables.count("task where state = 'QUEUED' and due_at <= '" + NOW + "'"))
                .isEqualTo(5);
    }

    @Test
    void aWakingThatWasCutOffGoesOnAndEnds() {
        putOff(5);
        scene.set(2, hard(null, BudgetPeriod.DAY, 100));

        assertThat(scene.budgets.wake(2)).isEqualTo(2);
        assertThat(new PgBudgets(scene.tables.pool(), Tables.CLOCK).wake(2)).isEqualTo(2);
        assertThat(scene.budgets.wake(2)).isOne();
        assertThat(scene.tables.count("budgets where waking is not null")).isOne();
        assertThat(scene.budgets.wake(2)).isZero();

        assertThat(scene.tables.count("budgets where waking is not null")).isZero();
        assertThat(scene.tables.count("task where state = 'QUEUED' and due_at > '" + NOW + "'"))
                .isZero();
    }

    @Test
    void nothingIsPutOffAgainBeforeAllAreAwake() {
        putOff(5);
        scene.set(2, hard(null, BudgetPeriod.DAY, 70));
        assertThat(scene.budgets.wake(2)).isEqualTo(2);

        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(0, 0, 0, false));
        assertThat(scene.budgets.wake(10)).isEqualTo(3);
        assertThat(scene.budgets.wake(10)).isZero();

        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(0, 5, 0, false));
        assertThat(scene.budgets.wake(10)).isZero();
    }

    @Test
    void whatFitsInNoWindowIsRefusedWhileOthersAreBeingWoken() {
        putOff(2);
        scene.set(2, hard(null, BudgetPeriod.DAY, 49));
        assertThat(scene.budgets.wake(1)).isOne();

        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(1, 0, 0, false));
    }

    @Test
    void aSetWakesWhatTheOneBeforeItHadYetToWake() {
        putOff(3);
        scene.set(2, hard(null, BudgetPeriod.MONTH, 60));
        scene.set(3);

        assertThat(scene.budgets.wake(10)).isEqualTo(3);
    }

    @Test
    void whatIsLargerThanTheLimitDoesNotWaitForAReset() {
        scene.tables.sql("insert into tenant values ('t', 1, 1, null, true)");
        scene.set(1, hard(null, BudgetPeriod.DAY, 49));
        scene.waiting("t", "m", "50", 1);

        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(1, 0, 0, false));
    }

    /** Of a tenant that waits, so many, behind one that was charged as much as its day has. */
    private static void putOff(int tasks) {
        scene.tables.sql("insert into tenant values ('t', 1, 1, null, true)");
        scene.set(1, hard(null, BudgetPeriod.DAY, 60));
        scene.waiting("t", "m", "50", tasks + 1);
        scene.claims.claim(10).forEach(task -> scene.budgets.charge(List.of(scene.end(task, "50"))));
        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(0, tasks, 0, false));
    }
}
