package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.GenerationIds;
import dev.kiln.dispatcher.stop.Stopping;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Inbox.Arrival;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whether the tables stay as large as what they hold while many tasks come and go. A million take some minutes, so it runs by
 * name alone: {@code -Dtest=TurnoverTest -Dturnover.tasks=1000000}.
 */
@EnabledIfSystemProperty(named = "turnover.tasks", matches = "[1-9][0-9]{4,7}")
class TurnoverTest {

    private static final int AT_A_TIME = 200;
    private static final Duration SLOT_TAKEN = Duration.ofMillis(100);
    private static final Duration CLAIMED_WITHIN = Duration.ofSeconds(60);
    private static final int MOST_TABLES_GROW_PERCENT = 30;
    private static final int MEASUREMENTS = 10;
    private static final List<String> ACCOUNTS =
            IntStream.range(0, 20).mapToObj(number -> "account-" + number).toList();
    /** What is to stay flat: neither what is meant to be kept for good, nor what nothing here writes. */
    private static final String SIZES = """
            select relname, pg_total_relation_size(relid) / 1048576.0 as mib, n_live_tup, n_dead_tup
            from pg_stat_user_tables where relname in ('task', 'outbox', 'slot', 'account', 'share', 'tenant')
            """;

    private final Clock clock = Clock.systemUTC();
    private final Tables tables = new Tables();
    private final int tasks = Integer.getInteger("turnover.tasks");
    private int accepted;

    @Test
    void tablesDoNotGrowWithWhatHasPassedThroughThem() throws Exception {
        tables.empty();
        new PgAccounts(tables.pool()).provide(ACCOUNTS, 20, SLOT_TAKEN, 10);
        PgInbox inbox = new PgInbox(tables.pool(), clock);
        PgTasks steps = new PgTasks(tables.pool(), clock);
        PgClaims claims = new PgClaims(
                tables.pool(),
                clock,
                new SubmitLimits(SLOT_TAKEN, SLOT_TAKEN, Duration.ofSeconds(60), AT_A_TIME, Duration.ofMinutes(5)),
                ACCOUNTS,
                new Stopping());
        List<Map<String, Double>> sizes = new ArrayList<>();
        Instant begin = clock.instant();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> relay = threads.submit(() -> {
                while (!over.get() || tables.count("outbox") > 0) {
                    tables.relay(AT_A_TIME, events -> {});
                }
            });
            while (accepted < tasks) {
                inbox.store(
                        IntStream.range(0, AT_A_TIME).mapToObj(any -> arrival()).toList(), List.of());
                endAll(claims, steps, threads);
                // a twentieth of what passes through is kept, as of a day's work a retention's
                if (accepted % 5_000 == 0) {
                    forgetAllBut(tasks / 20, steps);
                }
                if (accepted % (tasks / MEASUREMENTS) == 0) {
                    sizes.add(sizes(accepted));
                }
            }
            over.set(true);
            relay.get();
        }
        System.out.printf("%,d tasks through the tables in %s%n", accepted, Duration.between(begin, clock.instant()));

        sizes.getLast()
                .keySet()
                .forEach(table -> assertThat(mean(table, sizes.subList(MEASUREMENTS / 2, MEASUREMENTS)))
                        .as("MiB of " + table + ", of the second half of all that passed")
                        .isLessThan(
                                mean(table, sizes.subList(0, MEASUREMENTS / 2)) * (100 + MOST_TABLES_GROW_PERCENT) / 100
                                        + 1));
    }

    /** A table is as large as it was at its fullest since it was cleaned: no single size says whether it grows. */
    private static double mean(String table, List<Map<String, Double>> sizes) {
        return sizes.stream().mapToDouble(size -> size.get(table)).average().orElseThrow();
    }

    private Arrival arrival() {
        String id = GenerationIds.ofRequest("studio", "/turnover", String.valueOf(accepted++));
        return new Arrival(new Queued(generation(id, clock.instant()), 0, false, null, clock.instant()).accepted());
    }

    private static Generation generation(String id, Instant acceptedAt) {
        Generation sample = Samples.generation(id);
        return new Generation(
                id,
                sample.tenantId(),
                sample.request(),
                sample.route(),
                sample.input(),
                sample.estimate(),
                sample.lane(),
                acceptedAt,
                acceptedAt.plus(Duration.ofDays(1)),
                sample.fingerprint(),
                sample.traceParent());
    }

    private void endAll(PgClaims claims, PgTasks steps, ExecutorService threads) throws Exception {
        List<Future<?>> ends = new ArrayList<>();
        Instant deadline = clock.instant().plus(CLAIMED_WITHIN);
        while (ends.size() < AT_A_TIME) {
            assertThat(clock.instant()).as("nothing is claimed").isBefore(deadline);
            for (Submitting sent : claims.claim(AT_A_TIME)) {
                ends.add(threads.submit(() -> end(sent, claims, steps)));
            }
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }

    private static void end(Submitting sent, PgClaims claims, PgTasks steps) {
        String id = sent.generation().id();
        Instant now = sent.submission().submittedAt();
        Function<Task, Optional<Transition>> created =
                task -> Optional.of(((Submitting) task).created("task-of-" + id, now.plusSeconds(60)));
        steps.change(id, created);
        claims.answered(sent);
        steps.change(id, task -> Optional.of(((Running) task).finish("task-of-" + id, success("50"), now)));
    }

    private void forgetAllBut(int kept, PgTasks steps) {
        long surplus = tables.count("task") - kept;
        while (surplus > 0) {
            surplus -= steps.forgetEndedBefore(clock.instant().plusSeconds(1), (int) Math.min(surplus, 1000));
        }
    }

    private Map<String, Double> sizes(int passed) {
        Map<String, Double> sizes = new TreeMap<>();
        StringBuilder line = new StringBuilder(String.format("%,d:", passed));
        for (Row row : tables.sql(SIZES)) {
            sizes.put(row.getString("relname"), row.getBigDecimal("mib").doubleValue());
            line.append(String.format(
                    " %s %.1f MiB (%d live, %d dead)",
                    row.getString("relname"),
                    row.getBigDecimal("mib"),
                    row.getLong("n_live_tup"),
                    row.getLong("n_dead_tup")));
        }
        System.out.println(line);
        return sizes;
    }
}
