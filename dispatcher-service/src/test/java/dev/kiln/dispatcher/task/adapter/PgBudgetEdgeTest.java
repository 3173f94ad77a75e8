package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.adapter.BudgetScene.hard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.budget.Budgets.Sweep;
import dev.kiln.dispatcher.budget.Charged;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.UncertainClaim;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 64 claimers at the edge of a limit, while the database dies under them: connection by connection, and as a whole. */
class PgBudgetEdgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLAIMERS = 64;
    private static final int TASKS = 600;
    private static final BigDecimal LIMIT = BigDecimal.valueOf(600);

    private static final int CLAIMS_EACH = 8;
    private static final int SERVER_DEATHS = 5;

    private static MortalPostgres server;
    private static BudgetScene scene;

    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean done = new AtomicBoolean();

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = MortalPostgres.start(directory.resolve("data"));
        scene = new BudgetScene(new Tables(new Database(server.database("edge"))));
    }

    @AfterAll
    static void stop() {
        scene.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        scene.empty();
    }

    @ParameterizedTest
    @ValueSource(longs = 11)
    void neverPassTheLimitThroughKilledConnectionsAndRefuseNothingThatFits(long seed) throws Exception {
        compete(seed, true, () -> {});

        assertThat(killed.get()).as("connections killed").isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = 12)
    void neverPassTheLimitThroughDeathsOfTheServerAndRefuseNothingThatFits(long seed) throws Exception {
        int before = server.deaths();

        compete(seed, false, this::killTheServer);

        assertThat(server.deaths() - before).isEqualTo(SERVER_DEATHS);
    }

    private void compete(long seed, boolean killing, Runnable killer) throws Exception {
        scene.set(1, hard(null, BudgetPeriod.MONTH, LIMIT.longValue()), hard("m", BudgetPeriod.DAY, 350));
        for (String hold : List.of("3.5", "17.25", "40", "0.125")) {
            scene.waiting("t", "m", hold, TASKS / 8);
            scene.waiting("t", "n", hold, TASKS / 8);
        }
        ConcurrentLinkedQueue<Charged> charges = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> claimers = new ArrayList<>();
            for (int claimer = 0; claimer < CLAIMERS; claimer++) {
                Random random = new Random(seed * 1000 + claimer);
                claimers.add(threads.submit(() -> claim(random, killing, charges)));
            }
            Future<?> deaths = threads.submit(killer);
            Future<?> billing = threads.submit(() -> charge(charges));
            Future<?> judge = threads.submit(() -> judge());
            try {
                for (Future<?> claimer : claimers) {
                    claimer.get();
                }
                deaths.get();
            } finally {
                done.set(true);
            }
            billing.get();
            judge.get();
        }
        settleTheRest();

        assertThat(truth("held + spent")).isLessThanOrEqualTo(LIMIT);
        assertThat(truth("spent"))
                .isEqualByComparingTo(scene.tables
                        .sql("select spent from budget where model = ''")
                        .iterator()
                        .next()
                        .getBigDecimal(0));
        assertThat(truth("held")).isZero();
        assertThat(refusedThatFits()).isZero();
        assertThat(scene.tables.count("task where state in ('QUEUED', 'SUBMITTING')"))
                .isZero();
        assertThat(scene.tables.count("task where completion::text like '%OVER_BUDGET%'"))
                .isPositive();
    }

    /** At equal distances of the claimers' way, while all of them are under way. */
    private void killTheServer() {
        for (int death = 1; death <= SERVER_DEATHS; death++) {
            int at = death * CLAIMERS * CLAIMS_EACH / (SERVER_DEATHS + 1);
            while (answered.get() < at && !done.get()) {
                Thread.yield();
            }
            server.dieAndComeBack();
        }
    }

    /** Claims, and then ends, refuses or queues again what it claimed; its commits may be lost. */
    private void claim(Random random, boolean killing, ConcurrentLinkedQueue<Charged> charges) {
        for (int round = 0; round < CLAIMS_EACH; answered.incrementAndGet(), round++) {
            if (killing && random.nextInt(4) == 0) {
                kill(random);
            }
            List<Submitting> claimed = claimed(1 + random.nextInt(3));
            for (Submitting task : claimed) {
                BigDecimal hold = PgSpending.held(task.generation());
                switch (random.nextInt(5)) {
                    case 0 -> untilStored(() -> step(task, () -> scene.requeue(task)));
                    case 1 -> untilStored(() -> step(task, () -> scene.refuse(task)));
                    default -> {
                        BigDecimal part = random.nextBoolean() ? hold : hold.divide(BigDecimal.valueOf(2));
                        String credits =
                                part.setScale(3, java.math.RoundingMode.DOWN).toPlainString();
                        untilStored(() -> step(task, () -> charges.add(scene.end(task, credits))));
                    }
                }
            }
        }
    }

    /** What the first claim that is answered takes; one whose commit is not confirmed testifies, and takes nothing. */
    private static List<Submitting> claimed(int most) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return scene.claims.claim(most);
            } catch (UncertainClaim e) {
                e.intents().forEach(intent -> untilStored(() -> testify(intent)));
                return List.of();
            } catch (StoreFailure e) {
                requireBefore(deadline, e);
            }
        }
    }

    private static void requireBefore(long deadline, StoreFailure failure) {
        if (System.nanoTime() > deadline) {
            throw failure;
        }
        Thread.yield();
    }

    /** As the sender of an intent whose commit was not confirmed does. */
    private static boolean testify(Submitting intent) {
        return step(intent, () -> scene.requeue(intent));
    }

    /** A step whose answer was lost may have been stored. */
    private static boolean step(Submitting intent, Runnable step) {
        Task task = scene.read(intent);
        if (task instanceof Submitting submitting && submitting.wrote(intent.submission())) {
            step.run();
        }
        return true;
    }

    private static void untilStored(Supplier<Boolean> work) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                work.get();
                return;
            } catch (StoreFailure e) {
                requireBefore(deadline, e);
            }
        }
    }

    private void kill(Random random) {
        try {
            killed.addAndGet(scene.tables
                    .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid() order by md5(pid::text || '" + random.nextInt()
                            + "') limit 1")
                    .size());
        } catch (StoreFailure e) {
            Thread.onSpinWait();
        }
    }

    private void charge(ConcurrentLinkedQueue<Charged> charges) {
        while (!done.get()) {
            Charged charge = charges.poll();
            if (charge != null) {
                untilStored(() -> {
                    scene.budgets.charge(List.of(charge));
                    return true;
                });
            }
            untilStored(() -> scene.budgets.sweep(5) != null);
        }
    }

    /** At every moment: what is committed is within the limit. */
    private void judge() {
        while (!done.get()) {
            try {
                assertThat(truth("held + spent")).isLessThanOrEqualTo(LIMIT);
            } catch (StoreFailure e) {
                Thread.onSpinWait();
            }
        }
    }

    private static BigDecimal truth(String of) {
        return scene.tables
                .sql("select coalesce(sum(" + of + "), 0) from spending")
                .iterator()
                .next()
                .getBigDecimal(0);
    }

    /** Billing says all charges again, and with them those whose step was stored although its answer was lost. */
    private static void settleTheRest() {
        for (int round = 0; round < 2 * TASKS; round++) {
            scene.budgets.charge(everyCharge());
            List<Submitting> claimed = scene.claims.claim(100);
            claimed.forEach(
                    task -> scene.end(task, PgSpending.held(task.generation()).toPlainString()));
            Sweep sweep = scene.budgets.sweep(1000);
            if (claimed.isEmpty() && sweep.refused() == 0 && sweep.waiting() == 0) {
                return;
            }
        }
        throw new AssertionError("it does not settle");
    }

    private static List<Charged> everyCharge() {
        return scene.tables.sql("""
                        select generation_id, tenant_id, model, submitted_at, version, completion -> 'charge' ->> 'credits' as credits
                        from task where completion -> 'charge' ->> 'credits' is not null
                        """).stream()
                .map(row -> new Charged(
                        row.getString("generation_id"),
                        row.getString("tenant_id"),
                        row.getString("model"),
                        TaskRows.instant(row, "submitted_at"),
                        Credits.of(row.getString("credits")),
                        row.getLong("version")))
                .toList();
    }

    /** What was refused although, with all that was spent in the end, it would have fitted. */
    private static long refusedThatFits() {
        Row row = scene.tables.sql("""
                        select count(*) from task t where t.completion::text like '%OVER_BUDGET%' and not exists (
                            select from budget b where b.model in ('', t.model) and t.hold > b.credits - b.spent)
                        """).iterator().next();
        return row.getLong(0);
    }
}
