package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.Credits;
import dev.kiln.stack.Ask;
import dev.kiln.stack.Part;
import dev.kiln.stack.client.OperatorClient;
import dev.kiln.stack.restore.RestoreCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The dispatcher's database is lost and comes back from a backup, after much was done that the backup does not know. */
class RestoreIT {
    private static final String DISPATCHER = Part.DISPATCHER.title();
    private static final String PAUSED = "google/nano-banana-edit";
    private static final Duration WITHIN = Duration.ofSeconds(60);
    /** What the eight generations of {@link RunningStack#MODEL} that succeed here cost in all. */
    private static final long LIMIT = 8 * 50;

    private static RunningStack kiln;

    @BeforeAll
    static void start() {
        kiln = RunningStack.start("restore", Map.of());
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    void nothingIsCreatedTwiceAndAllThatTheTopicsKnowSettles() throws Exception {
        var before = kiln.submit(RunningStack.MODEL, kiln.input(""));
        kiln.awaitSuccess(before);
        limit(LIMIT + 1000);
        await().atMost(WITHIN).until(() -> spent() == 50);
        operator().pause(PAUSED, "waits over the backup");
        var queuedInTheBackup = submit(PAUSED, 2);
        var running = kiln.submitWith("callback-lost");
        kiln.awaitCreated(running);
        await().atMost(WITHIN).until(() -> queued() == 2);

        inABackupOfTheDatabase();
        limit(LIMIT);
        operator().resume(PAUSED, "the backup is made");
        var done = submit(RunningStack.MODEL, 3);
        done.forEach(kiln::awaitSuccess);
        queuedInTheBackup.forEach(kiln::awaitSuccess);
        var settledByCallback = kiln.submitWith("reset-after-store");
        kiln.awaitSuccess(settledByCallback);
        var refused = kiln.submitWith("422");
        assertThat(kiln.awaitEnd(refused).path("status").asText()).isEqualTo("failed");
        kiln.awaitSuccess(running);
        var runningAtTheLoss = kiln.submitWith("callback-lost");
        kiln.awaitCreated(runningAtTheLoss);
        assertThat(heldAndSpent()).isEqualTo(LIMIT - 50);

        theBackupTakesItsPlace();
        var created = creates();
        var audited = audit("restore");
        var afterwards = kiln.submit(RunningStack.MODEL, kiln.input(""));
        await().atMost(WITHIN).untilAsserted(() -> assertThat(readiness()).contains("./kiln restore"));
        assertThat(metrics()).contains("kiln_dispatcher_held 1.0");
        assertThat(kiln.creates(afterwards)).isEmpty();
        assertThat(heldAndSpent()).as("as the backup has it").isLessThan(LIMIT - 50);
        assertThat(creates()).isEqualTo(created);

        assertThat(restore()).contains("./kiln restore", "Restored.", "Still in doubt: 0");
        var restored = operator().restore();
        assertThat(restored.path("state").asText()).as(restored.toString()).isEqualTo("done");
        assertThat(restored.path("report").path("read").asLong()).isEqualTo(6);
        assertThat(restored.path("report").path("announced").asLong()).isZero();

        kiln.awaitSuccess(afterwards);
        kiln.awaitSuccess(runningAtTheLoss);
        kiln.judgeAtQuiescence();
        assertThat(creates()).isEqualTo(created + 1);
        assertThat(open()).isZero();
        assertThat(audit("restore")).isEqualTo(audited + 1);
        theLimitHolds();
    }

    /** All that was done since the backup was in it already: the offsets are as they were, only words tell of it. */
    @Test
    void nothingIsCreatedTwiceWhereNoRequestCameAfterTheBackup() throws Exception {
        operator().pause(PAUSED, "waits over the backup");
        var queued = submit(PAUSED, 5);
        await().atMost(WITHIN).until(() -> queued() == queued.size());

        inABackupOfTheDatabase();
        operator().resume(PAUSED, "the backup is made");
        queued.forEach(kiln::awaitSuccess);
        kiln.judgeAtQuiescence();

        theBackupTakesItsPlace();
        operator().resume(PAUSED, "what is queued may go on, were it not held");
        var created = creates();
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(readiness()).contains("older than what was said", "./kiln restore"));
        assertThat(metrics()).contains("kiln_dispatcher_held 1.0", "kiln_dispatcher_requests_missing 0.0");
        assertThat(queued()).as("as the backup has it").isEqualTo(queued.size());

        assertThat(restore()).contains("Restored.", "Requests that the backup did not know: 0", "Still in doubt: 0");

        await().atMost(WITHIN).untilAsserted(() -> assertThat(metrics()).contains("kiln_dispatcher_held 0.0"));
        kiln.judgeAtQuiescence();
        assertThat(creates()).isEqualTo(created);
        assertThat(open()).isZero();
        theDispatcherWorks();
        stopDispatcher();
        kiln.processes().startAgain(DISPATCHER);
        theDispatcherWorks();
        anOperatorMayForceAnother();
    }

    private static void anOperatorMayForceAnother() throws SQLException {
        var audited = audit("restore");
        assertThat(restore()).contains("There is nothing to restore", "--force");
        assertThat(audit("restore")).isEqualTo(audited);

        assertThat(restore("--force")).contains("Restored.", "Still in doubt: 0");
        assertThat(audit("restore")).isEqualTo(audited + 1);
        theDispatcherWorks();
    }

    private static void theDispatcherWorks() {
        submit(PAUSED, 1).forEach(kiln::awaitSuccess);
    }

    /** The charges of the time that the backup does not know are counted again, each once. */
    private static void theLimitHolds() throws SQLException {
        await().atMost(WITHIN).until(() -> spent() == LIMIT && heldAndSpent() == LIMIT);
        var over = kiln.submit(RunningStack.MODEL, kiln.input(""));
        var refused = kiln.awaitEnd(over).path("failure");
        assertThat(refused.path("reason").asText()).isEqualTo("OVER_BUDGET");
        assertThat(refused.path("detail").asText()).contains("spent 400, held 0");
        assertThat(kiln.creates(over)).isEmpty();
    }

    private static void limit(long credits) {
        var budget = new Budget(RunningStack.MODEL, BudgetPeriod.TOTAL, Credits.of(credits), true);
        kiln.stack().billing().setBudgets("local", ZoneId.of("UTC"), List.of(budget));
        await().atMost(WITHIN).until(() -> count("select count(*) from budget where credits = " + credits) == 1);
    }

    private static long spent() throws SQLException {
        return count("select coalesce(sum(spent), 0)::bigint from budget");
    }

    private static long heldAndSpent() throws SQLException {
        return count("select coalesce(sum(held + spent), 0)::bigint from budget");
    }

    /** By the command, as an operator does. */
    private static String restore(String... more) {
        var said = new StringWriter();
        var nobody = new Ask(false, InputStream.nullInputStream(), System.err);
        var command = new RestoreCommand(
                Path.of("."),
                nobody,
                Map.of("KILN_OPERATOR_KEY", kiln.processes().apiKey()));
        var exit = new CommandLine(command)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(Stream.concat(
                                Stream.of(
                                        "--dispatcher",
                                        kiln.processes().ports().managementUrl(Part.DISPATCHER),
                                        "--why",
                                        "the disk of the database failed",
                                        "--yes"),
                                Stream.of(more))
                        .toArray(String[]::new));
        assertThat(exit).as(said.toString()).isZero();
        return said.toString();
    }

    private static List<String> submit(String model, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        number -> kiln.submit(model, RunningStack.example(model).put("prompt", "boat " + number)))
                .toList();
    }

    private static OperatorClient operator() {
        return kiln.processes().operator();
    }

    private static void inABackupOfTheDatabase() throws Exception {
        stopDispatcher();
        sql("postgres", "drop database if exists dispatcher_backup");
        sql("postgres", "create database dispatcher_backup template dispatcher");
        kiln.processes().startAgain(DISPATCHER);
    }

    private static void theBackupTakesItsPlace() throws Exception {
        stopDispatcher();
        sql("postgres", "drop database dispatcher with (force)");
        sql("postgres", "create database dispatcher template dispatcher_backup");
        kiln.processes().startAgain(DISPATCHER);
    }

    private static void stopDispatcher() {
        kiln.processes().askToStop(DISPATCHER);
        await().atMost(WITHIN).until(() -> !kiln.processes().isAlive(DISPATCHER));
    }

    private static void sql(String database, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), EmbeddedPostgres.USER, password());
                var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    private static long count(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url("dispatcher"), EmbeddedPostgres.USER, password());
                var running = connection.createStatement();
                var rows = running.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int creates() {
        return kiln.stack().simulator().truth().creates().size();
    }

    private static long queued() throws SQLException {
        return count("select count(*) from task where state = 'QUEUED'");
    }

    private static long open() throws SQLException {
        return count("select count(*) from task where state not in ('SUCCEEDED', 'FAILED', 'CANCELED')");
    }

    private static long audit(String action) throws SQLException {
        return count("select count(*) from audit where action = '" + action + "'");
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + kiln.processes().ports().postgres() + "/" + database;
    }

    private static String password() {
        return EmbeddedPostgres.PASSWORD;
    }

    private static String readiness() throws IOException, InterruptedException {
        return get("/q/health/ready");
    }

    private static String metrics() throws IOException, InterruptedException {
        return get("/q/metrics");
    }

    private static String get(String path) throws IOException, InterruptedException {
        var uri = URI.create(kiln.processes().ports().managementUrl(Part.DISPATCHER) + path);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
