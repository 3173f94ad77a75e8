package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Change;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Inbox.Arrival;
import dev.kiln.dispatcher.task.Outbox.Announcement;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The dispatcher's tables in a database of their own, with everything that reads and writes them. */
final class Tables implements AutoCloseable {

    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Duration WINDOW = Duration.ofMillis(10200);
    private static final SubmitLimits LIMITS =
            new SubmitLimits(Duration.ofSeconds(60), WINDOW, Duration.ofSeconds(60), 30, Duration.ofMinutes(5));

    private final Database database;
    final PgTasks tasks;
    final PgInbox inbox;
    final PgOutbox outbox;
    Stopping stopping;
    PgClaims claims;

    Tables() {
        this(new Database());
    }

    Tables(Database database) {
        this.database = database;
        tasks = new PgTasks(pool(), CLOCK);
        inbox = new PgInbox(pool(), CLOCK);
        outbox = new PgOutbox(pool());
    }

    /** As at the service's start, with the one account {@code main}. */
    void empty() {
        sql(
                "truncate early_cancellation, heard_task, task, outbox, outbox_set_aside, restore, restored_until, inbox_offset, slot, account, share, tenant, pause, ended_generation,"
                        + " budgets, budget, spending, spending_forgotten");
        sql("update claim_turn set turn = 0");
        stopping = new Stopping();
        claims = claims(List.of("main"));
        new PgAccounts(pool()).provide(List.of("main"), 20, WINDOW, 10);
    }

    /** Publishes to the reader. */
    int relay(int limit, Consumer<List<Envelope>> reader) {
        return outbox.relay(limit, announcements -> {
            reader.accept(announcements.stream().map(Announcement::envelope).toList());
            return Map.of();
        });
    }

    PgPollSlots pollSlots() {
        return new PgPollSlots(pool(), CLOCK, Duration.ofSeconds(20), new SimpleMeterRegistry());
    }

    PgClaims claims(List<String> accounts) {
        return new PgClaims(pool(), CLOCK, LIMITS, accounts, stopping);
    }

    void store(Queued queued) {
        inbox.store(List.of(arrival(queued)), List.of());
    }

    static Arrival arrival(Queued queued) {
        return new Arrival(queued.accepted());
    }

    static Queued queued(Generation generation) {
        return new Queued(generation, 0, false, null, NOW);
    }

    static Generation generation(int number) {
        return Samples.generation(GenerationIds.ofRequest("studio", "/test", String.valueOf(number)));
    }

    Task read(Generation generation) {
        return tasks.change(generation.id(), task -> Optional.empty()).before().orElseThrow();
    }

    Task change(Generation generation, Optional<Transition> step) {
        Change change = tasks.change(generation.id(), task -> step);
        return change.transition().orElseThrow().next();
    }

    long count(String table) {
        return sql("select count(*) from " + table).iterator().next().getLong(0);
    }

    RowSet<Row> sql(String sql) {
        return new Transactions(pool()).query("test", sql, Tuple.tuple());
    }

    Pool pool() {
        return database.pool();
    }

    @Override
    public void close() {
        database.close();
    }
}
