package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.BudgetsSet;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.budget.Charged;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Ending;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The dispatcher's tables with a clock that is moved by hand and more slots than are ever needed. */
final class BudgetScene implements AutoCloseable {

    /** Few, so that what was charged before is read in several parts. */
    private static final int READ_AT_A_TIME = 2;

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** When the day of {@code NOW} ends there. */
    static final Instant RESET = Instant.parse("2026-11-23T23:00:00Z");

    private static final SubmitLimits LIMITS = new SubmitLimits(
            Duration.ofSeconds(60), Duration.ofMillis(10500), Duration.ofSeconds(60), 1_000_000, Duration.ofMinutes(5));

    final Tables tables;
    private Instant now = NOW;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    final PgTasks tasks;
    final PgBudgets budgets;
    PgClaims claims;
    private int rows;

    BudgetScene() {
        this(new Tables());
    }

    BudgetScene(Tables tables) {
        this.tables = tables;
        tasks = new PgTasks(tables.pool(), clock);
        budgets = new PgBudgets(tables.pool(), clock, READ_AT_A_TIME);
    }

    void empty() {
        now = NOW;
        tables.empty();
        new PgAccounts(tables.pool()).provide(List.of("main"), 2000, Tables.WINDOW, 10);
        tables.sql("update slot set free_at = '-infinity'");
        claims = new PgClaims(tables.pool(), clock, LIMITS, List.of("main"), new Stopping());
    }

    void moveTo(Instant time) {
        now = time;
    }

    void set(long revision, Budget... of) {
        budgets.set(new BudgetsSet("t", revision, ZONE, List.of(of)));
    }

    static Budget hard(String model, BudgetPeriod period, long limit) {
        return new Budget(model, period, Credits.of(limit), true);
    }

    void waiting(String tenant, String model, String hold, int count) {
        tables.sql("""
                insert into task (generation_id, tenant_id, fingerprint, model, metadata, catalog_revision, family,
                    upstream_model, input, quote, hold, lane, accepted_at, expires_at, state, version, due_at)
                select 'gen_' || md5((%1$d + n)::text), '%2$s', 'f', '%3$s', '{}', 'r', 'JOBS',
                    '%3$s', '{}', 0, %4$s, 'STANDARD', '%6$s', '%7$s', 'QUEUED', 0, '%6$s'::timestamptz - (%5$d - n) * interval '1 ms'
                from generate_series(1, %5$d) n
                """.formatted(rows, tenant, model, hold, count, now, now.plus(Duration.ofDays(60))));
        rows += count;
    }

    /** Kie refuses it: nothing was created. */
    void refuse(Submitting task) {
        step(task, held -> held.refuse(Samples.FAILURE, now));
    }

    void requeue(Submitting task) {
        step(task, held -> held.requeue(CAUSE, now, now));
    }

    /** Kie has ended it; billing has not said so yet. */
    Charged end(Submitting task, String credits) {
        end(task, new Charge(Credits.of(credits), ChargeBasis.REPORTED));
        return charged(task, credits, task.version() + 1);
    }

    void end(Submitting task, Charge charge) {
        Ending ending = new Ending.Miss(Samples.FAILURE, charge);
        tasks.change(
                task.generation().id(),
                held -> Optional.of(
                        ((Submitting) held).finish("task-" + task.generation().id(), ending, now)));
    }

    /** Of those that have ended by the database's clock, at most so many. */
    int forgetEnded(int most) {
        return tasks.forgetEndedBefore(Instant.now().plusSeconds(60), most);
    }

    static Charged charged(Submitting task, String credits, long sequence) {
        return new Charged(
                task.generation().id(),
                task.generation().tenantId(),
                task.generation().request().model(),
                task.submission().submittedAt(),
                Credits.of(credits),
                sequence);
    }

    private void step(Submitting task, Function<Submitting, dev.kiln.dispatcher.task.Transition> step) {
        tasks.change(task.generation().id(), held -> Optional.of(step.apply((Submitting) held)));
    }

    Task read(Submitting task) {
        return tables.read(task.generation());
    }

    /** Held and spent of the tenant's only budget of the period. */
    List<String> counted(BudgetPeriod period) {
        Row row = tables.sql("select held, spent from budget where period = '" + period + "'")
                .iterator()
                .next();
        return List.of(plain(row.getBigDecimal(0)), plain(row.getBigDecimal(1)));
    }

    private static String plain(BigDecimal credits) {
        return Credits.of(credits).toString();
    }

    @Override
    public void close() {
        tables.close();
    }
}
