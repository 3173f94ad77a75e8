package dev.kiln.stack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.catalog.Catalog;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackSecrets;
import dev.kiln.stack.bench.tables.BenchTables;
import dev.kiln.stack.bench.tables.LedgerPages;
import dev.kiln.stack.bench.tables.ListPages;
import dev.kiln.stack.bench.tables.StatementLog;
import dev.kiln.stack.bench.tables.TableFigures;
import dev.kiln.stack.bench.tables.Timings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Measures whether claims and lists stay as fast when the same tables hold ten times as much. The real dispatcher works on
 * the queue while the server's log tells how long its statements take.
 */
final class MeasureTables {
    private static final String OTHER_TENANT = "other";
    private static final int TENTH = 10;
    /** A claim looks at each, and no company has hundreds, as the end-to-end run needs. */
    private static final int MOST_ACCOUNTS = 10;

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final List<String> JSON_LOG =
            List.of("-Dkiln.postgres.logging_collector=on", "-Dkiln.postgres.log_destination=jsonlog");

    private final Path root;
    private final BenchOptions options;
    private final Consumer<String> progress;
    private final String operatorKey = "kiln_bench_" + UUID.randomUUID();

    MeasureTables(Path root, BenchOptions options, Consumer<String> progress) {
        this.root = root;
        this.options = options;
        this.progress = progress;
    }

    TableFigures run() {
        var flags = BenchStack.flags(root, options).with("postgres", JSON_LOG);
        var environment = BenchStack.manyAccounts(Math.min(options.accounts(), MOST_ACCOUNTS));
        environment.put(Part.BILLING, Map.of("KILN_OPERATORS__BENCH__KEY_HASHES", StackSecrets.hash(operatorKey)));
        try (var bench = BenchStack.start(root, flags, BenchStack.EVERY_SERVICE, environment, progress)) {
            var stack = bench.stack();
            var tables = new BenchTables(
                    "jdbc:postgresql://127.0.0.1:" + stack.ports().postgres() + "/",
                    EmbeddedPostgres.USER,
                    EmbeddedPostgres.PASSWORD);
            makeTemplates(stack, tables);
            tables.logStatements();
            var small = measure(stack, tables, 0, options.rows() / TENTH);
            var large = measure(stack, tables, options.rows() / TENTH, options.rows());
            return new TableFigures(
                    options.rows() / TENTH,
                    options.rows(),
                    BenchTables.HOW,
                    Timings.statements(small, large),
                    Timings.pages(small, large));
        }
    }

    /** One that succeeded, and one of another tenant that is queued: Kie is away. */
    private static void makeTemplates(LocalStack stack, BenchTables tables) {
        var done = stack.gateway()
                .submit(BenchBodies.MODEL, input(), null)
                .path("id")
                .asText();
        await(() -> stack.gateway()
                .generation(done)
                .filter(generation -> generation.path("status").asText().equals("succeeded"))
                .isPresent());
        await(tables::hasCharged);
        stack.kill(Part.SIMULATOR.title());
        stack.gatewayOfOtherTenant().submit(BenchBodies.MODEL, input(), null);
        await(() -> tables.hasQueued(OTHER_TENANT));
        stack.kill(Part.DISPATCHER.title());
        stack.restart(Part.SIMULATOR.title());
    }

    private Timings measure(LocalStack stack, BenchTables tables, int present, int rows) {
        progress.accept("Filling the tables up to " + rows + " rows");
        tables.grow(present, rows, OTHER_TENANT);
        progress.accept("Claiming from " + rows + " rows");
        stack.restart(Part.DISPATCHER.title());
        pause(Duration.ofSeconds(options.seconds()));
        var log = stack.postgresData().resolve("log");
        var seen = BenchTables.log(log, 0).size();
        pause(Duration.ofSeconds(options.seconds()));
        var statements = StatementLog.read(BenchTables.log(log, seen), "dispatcher");
        stack.kill(Part.DISPATCHER.title());
        progress.accept("Reading lists of " + rows + " rows");
        var middle = Clock.systemUTC().instant().minus(BenchTables.SPACING.multipliedBy(rows / 2));
        var pages = new ListPages(stack.ports().url(Part.GATEWAY), stack.apiKey());
        var read = new LinkedHashMap<>(pages.measure(BenchBodies.MODEL, BenchTables.REFERENCE, middle));
        progress.accept("Reading usage and the ledger of " + rows + " entries");
        var today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
        var billing = stack.ports().url(Part.BILLING);
        for (var ledger : List.of(
                LedgerPages.ofTenant(billing, stack.apiKey(), today),
                LedgerPages.ofAllTenants(billing, operatorKey, today))) {
            read.putAll(ledger.measure(BenchBodies.MODEL, BenchTables.middleBooking(rows)));
        }
        return new Timings(statements, read);
    }

    private static JsonNode input() {
        return Catalog.bundled()
                .find(BenchBodies.MODEL)
                .orElseThrow()
                .examples()
                .getFirst()
                .input();
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The first rows did not come within " + WITHIN.toSeconds() + " s");
            }
            pause(BETWEEN_LOOKS);
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }
}
