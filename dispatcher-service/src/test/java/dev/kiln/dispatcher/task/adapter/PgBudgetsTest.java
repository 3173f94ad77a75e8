package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static dev.kiln.dispatcher.task.adapter.BudgetScene.RESET;
import static dev.kiln.dispatcher.task.adapter.BudgetScene.charged;
import static dev.kiln.dispatcher.task.adapter.BudgetScene.hard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.dispatcher.budget.Budgets.Sweep;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Budgets in the claim and after it, against a real PostgreSQL; {@code LimitsTest} has the arithmetic and
 * {@link PgBudgetWaitTest} the tenants that wait.
 */
class PgBudgetsTest {

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
    void whatDoesNotFitBesideWhatIsHeldWaitsAndIsClaimedWhenAHoldFalls() {
        scene.set(1, hard(null, BudgetPeriod.DAY, 120));
        scene.waiting("t", "m", "50", 3);

        List<Submitting> first = scene.claims.claim(10);
        assertThat(first).hasSize(2);
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("100", "0");
        assertThat(scene.claims.room(10)).isZero();
        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(0, 0, 1, false));

        scene.refuse(first.getFirst());
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("50", "0");
        assertThat(scene.claims.claim(10)).hasSize(1);
    }

    @Test
    void aChargeTurnsTheHoldIntoSpentOnceAndACorrectionReplacesIt() {
        scene.set(1, hard(null, BudgetPeriod.DAY, 120));
        scene.waiting("t", "m", "50", 1);
        Submitting task = scene.claims.claim(1).getFirst();
        var charge = scene.end(task, "42.5");
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("50", "0");

        scene.budgets.charge(List.of(charge, charge));
        scene.budgets.charge(List.of(charge));
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("0", "42.5");

        scene.budgets.charge(List.of(charged(task, "61", charge.sequence() + 2)));
        scene.budgets.charge(List.of(charged(task, "7", charge.sequence() + 1), charge));
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("0", "61");
    }

    @Test
    void whatFitsNoMoreIsRefusedWithWhatItRanInto() {
        scene.set(1, hard(null, BudgetPeriod.DAY, 120));
        scene.waiting("t", "m", "50", 3);
        scene.claims.claim(10).forEach(task -> scene.budgets.charge(List.of(scene.end(task, "50"))));

        assertThat(scene.claims.room(10)).isZero();
        assertThat(scene.budgets.sweep(10)).isEqualTo(new Sweep(1, 0, 0, false));

        GenerationFailed failed = failed();
        assertThat(failed.failure().reason()).isEqualTo("OVER_BUDGET");
        assertThat(failed.failure().detail())
                .isEqualTo("the budget of 120 credits a day for all models has no room for 50: spent 100, held 0,"
                        + " resets at 2026-11-24T00:00:00+01:00 (Europe/Berlin)");
        assertThat(failed.charge()).isNull();
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("0", "100");
    }

    private static GenerationFailed failed() {
        return scene.tables.sql("select data::text from outbox where data::text like '%OVER_BUDGET%'").stream()
                .map(row -> TaskRows.json(row.getString(0), GenerationFailed.class))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void neitherDoubtNorParkingLetsAHoldFallAndProofDoes() {
        scene.set(1, hard(null, BudgetPeriod.TOTAL, 120));
        scene.waiting("t", "m", "50", 1);
        Submitting task = scene.claims.claim(1).getFirst();
        String id = task.generation().id();
        scene.tasks.change(id, held -> Optional.of(((Submitting) held).doubt(CAUSE, NOW)));
        scene.tasks.change(id, held -> Optional.of(((InDoubt) held).park()));
        assertThat(scene.counted(BudgetPeriod.TOTAL)).containsExactly("50", "0");

        scene.tasks.change(id, held -> Optional.of(((dev.kiln.dispatcher.task.Parked) held).requeue(CAUSE, NOW, NOW)));
        assertThat(scene.counted(BudgetPeriod.TOTAL)).containsExactly("0", "0");

        scene.tasks.change(id, held -> Optional.of(((Queued) held).createdAfterAll("k", NOW)));
        assertThat(scene.read(task)).isInstanceOf(Running.class);
        assertThat(scene.counted(BudgetPeriod.TOTAL)).containsExactly("50", "0");
    }

    @Test
    void aHoldCountsInTheDayOfItsClaim() {
        scene.set(1, hard(null, BudgetPeriod.DAY, 60), hard(null, BudgetPeriod.MONTH, 120));
        scene.waiting("t", "m", "50", 2);
        Submitting yesterdays = scene.claims.claim(10).getFirst();

        scene.moveTo(RESET);
        assertThat(scene.claims.claim(10)).hasSize(1);
        scene.budgets.charge(List.of(scene.end(yesterdays, "45")));

        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("50", "0");
        assertThat(scene.counted(BudgetPeriod.MONTH)).containsExactly("50", "45");
    }

    @Test
    void theBudgetOfAModelAndAFullTenantLeaveTheOthersAlone() {
        scene.set(1, hard("m", BudgetPeriod.DAY, 50), new Budget(null, BudgetPeriod.DAY, Credits.of(1), false));
        scene.waiting("t", "m", "50", 5);
        scene.waiting("t", "n", "50", 5);
        scene.waiting("other", "m", "50", 5);

        assertThat(scene.claims.claim(100)).hasSize(11);
        assertThat(scene.claims.room(100)).isZero();
    }

    @Test
    void theFirstLimitCountsWhatIsAtKieAndWhatWasChargedBefore() {
        scene.waiting("t", "m", "50", 5);
        List<Submitting> tasks = scene.claims.claim(4);
        scene.budgets.charge(List.of(scene.end(tasks.get(0), "40")));
        scene.requeue(tasks.get(1));
        scene.tasks.change(tasks.get(2).generation().id(), held -> Optional.of(((Submitting) held).doubt(CAUSE, NOW)));
        scene.tasks.change(tasks.get(2).generation().id(), held -> Optional.of(((InDoubt) held).park()));

        scene.set(1, hard(null, BudgetPeriod.MONTH, 200));
        assertThat(scene.counted(BudgetPeriod.MONTH)).containsExactly("100", "40");
        scene.budgets.charge(List.of(charged(tasks.get(0), "40", tasks.get(0).version() + 1)));
        assertThat(scene.counted(BudgetPeriod.MONTH)).containsExactly("100", "40");

        scene.set(2);
        scene.refuse(tasks.get(3));
        scene.set(3, hard("m", BudgetPeriod.DAY, 200));
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("50", "40");
    }

    @Test
    void theFirstTotalCountsWhatWasChargedBeforeItsTaskWasForgotten() {
        scene.waiting("t", "m", "50", 2);
        scene.waiting("t", "n", "50", 1);
        List<Submitting> tasks = scene.claims.claim(3);
        tasks.forEach(task -> scene.end(task, "20"));
        assertThat(scene.forgetEnded(2)).isEqualTo(2);
        assertThat(scene.forgetEnded(2)).isOne();

        scene.set(1, hard(null, BudgetPeriod.TOTAL, 200));
        assertThat(scene.counted(BudgetPeriod.TOTAL)).containsExactly("0", "60");
        scene.set(2, hard("m", BudgetPeriod.TOTAL, 200));
        assertThat(scene.counted(BudgetPeriod.TOTAL)).containsExactly("0", "40");
    }

    @Test
    void theFirstLimitHoldsWhatIsInQuestionUntilItIsDecided() {
        scene.waiting("t", "m", "50", 3);
        scene.tables.sql("update task set quote = 40");
        List<Submitting> tasks = scene.claims.claim(3);
        scene.end(tasks.get(0), new Charge(Credits.of(4000), ChargeBasis.REPORTED));
        scene.end(tasks.get(1), new Charge(Credits.ZERO, ChargeBasis.UNREADABLE));
        scene.end(tasks.get(2), new Charge(Credits.of(4000), ChargeBasis.DECIDED));

        scene.set(1, hard(null, BudgetPeriod.MONTH, 9000));
        assertThat(scene.counted(BudgetPeriod.MONTH)).containsExactly("100", "4000");
        scene.set(2);
        scene.set(3, hard(null, BudgetPeriod.MONTH, 9000));
        assertThat(scene.counted(BudgetPeriod.MONTH)).containsExactly("100", "4000");

        scene.budgets.charge(List.of(charged(tasks.get(0), "30", tasks.get(0).version() + 2)));
        assertThat(scene.counted(BudgetPeriod.MONTH)).containsExactly("50", "4030");
    }

    @Test
    void whatIsAtKieAndNotHeldIsHeldAgainAfterARestore() {
        scene.set(1, hard(null, BudgetPeriod.TOTAL, 200), hard("m", BudgetPeriod.DAY, 200));
        scene.waiting("t", "m", "50", 3);
        Submitting spent = scene.claims.claim(3).getFirst();
        scene.budgets.charge(List.of(scene.end(spent, "40")));
        scene.tables.sql("delete from spending where held > 0");
        scene.tables.sql("update budget set held = 0");

        scene.budgets.recount();
        scene.budgets.recount();

        assertThat(scene.counted(BudgetPeriod.TOTAL)).containsExactly("100", "40");
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("100", "40");
    }

    @Test
    void anOlderRevisionChangesNothing() {
        scene.set(2, hard(null, BudgetPeriod.DAY, 60));
        scene.set(2, hard(null, BudgetPeriod.DAY, 70));
        scene.set(1);
        scene.waiting("t", "m", "50", 2);

        assertThat(scene.claims.claim(10)).hasSize(1);
    }

    @Test
    void whatIsOldIsForgottenButInTheTotal() {
        scene.set(1, hard(null, BudgetPeriod.TOTAL, 200));
        scene.waiting("t", "m", "50", 2);
        List<Submitting> tasks = scene.claims.claim(2);
        scene.budgets.charge(List.of(scene.end(tasks.getFirst(), "30")));

        scene.moveTo(NOW.plus(Duration.ofDays(64)));
        assertThat(scene.budgets.forget(10)).as("its task is still there").isZero();
        assertThat(scene.forgetEnded(10)).isOne();
        assertThat(scene.budgets.forget(10)).isOne();
        assertThat(scene.budgets.forget(10)).isZero();
        scene.set(2, hard("m", BudgetPeriod.TOTAL, 200));

        assertThat(scene.counted(BudgetPeriod.TOTAL)).containsExactly("50", "30");
    }

    @Test
    void tenThousandThatAreOverBudgetAreRefusedBesideTheClaimsOfOthers() {
        scene.set(1, hard(null, BudgetPeriod.DAY, 10));
        scene.waiting("t", "m", "50", 10_000);
        scene.waiting("other", "m", "50", 20);

        assertThat(scene.claims.claim(20))
                .hasSize(20)
                .allSatisfy(task -> assertThat(task.generation().tenantId()).isEqualTo("other"));
        assertThat(scene.budgets.sweep(200)).isEqualTo(new Sweep(200, 0, 0, true));
        assertThat(scene.tables.count("task where state = 'FAILED'")).isEqualTo(200);
    }

    @Test
    void oneThatEndedWithoutATaskHoldsNothing() {
        scene.set(1, hard(null, BudgetPeriod.DAY, 60));
        scene.waiting("t", "m", "50", 1);
        Submitting task = scene.claims.claim(1).getFirst();
        scene.refuse(task);

        assertThat(scene.read(task)).isInstanceOf(Finished.class);
        assertThat(scene.counted(BudgetPeriod.DAY)).containsExactly("0", "0");
    }
}
