package dev.kiln.stack.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.stack.Ask;
import dev.kiln.stack.StackState;
import dev.kiln.stack.client.OperatorClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings the dispatcher's database, which was restored from a backup, up to what Kafka knows. */
@Command(
        name = "restore",
        description = {
            "After the dispatcher's database was restored from a backup: brings it up to what Kafka knows.",
            "Whatever may have been sent since the backup is put in doubt, and settled by what the topics tell of it.",
            "Nothing is created at Kie by this; the dispatcher claims nothing until it is done."
        })
public final class RestoreCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final String KEY = "KILN_OPERATOR_KEY";

    private final Path root;
    private final Ask ask;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dispatcher",
            paramLabel = "URL",
            description = "Its management port; without it the dispatcher of the running ./kiln up. The operator's key"
                    + " is taken from " + KEY + ".")
    private URI dispatcher;

    @Option(names = "--why", paramLabel = "REASON", required = true, description = "Is kept in the audit.")
    private String why;

    @Option(
            names = "--force",
            description = "Also where the dispatcher sees nothing missing: when you know that its database is too old."
                    + " Whatever is queued is then in doubt; of what was never sent you must say so by a verdict.")
    private boolean force;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /** @param root of the project, below which a running stack is looked for */
    public RestoreCommand(Path root, Ask ask, Map<String, String> environment) {
        this.root = root;
        this.ask = ask;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var client = client();
        var status = client.restore();
        var held = status.path("held");
        var nothingIsMissing = !held.isTextual() && !isRunning(status);
        if (nothingIsMissing && !force) {
            out.println("There is nothing to restore: the database is as young as what was consumed and said."
                    + " If you know that it is too old, add --force.");
            return 0;
        }
        out.println(
                nothingIsMissing
                        ? "The dispatcher sees nothing missing. By --force, all that is queued now will be in doubt."
                        : "The dispatcher says: " + held.asText("a restore is under way"));
        if (!isRunning(status)) {
            if (!yes && !agrees()) {
                spec.commandLine().getErr().println("Not restored: answer yes, or give --yes.");
                return 1;
            }
            client.startRestore(why, force);
        }
        return report(awaitEnd(client));
    }

    private boolean agrees() {
        return ask.isPossible()
                && ask.agrees("Is it the database that was restored, and is no other copy of it in use?");
    }

    private OperatorClient client() {
        if (dispatcher != null) {
            var key = Optional.ofNullable(environment.get(KEY))
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "--dispatcher needs an operator's key in " + KEY));
            return new OperatorClient(dispatcher.toString().replaceAll("/+$", ""), key);
        }
        var running = StackState.ofRunning(root, "up")
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no ./kiln up is running here: name a dispatcher by --dispatcher"));
        return new OperatorClient(running.dispatcher(), running.operatorKey());
    }

    private static JsonNode awaitEnd(OperatorClient client) throws InterruptedException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        var status = client.restore();
        while (isRunning(status) && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            status = client.restore();
        }
        return status;
    }

    private static boolean isRunning(JsonNode status) {
        return status.path("state").asText().equals("running");
    }

    private int report(JsonNode status) {
        if (!status.path("state").asText().equals("done")) {
            spec.commandLine()
                    .getErr()
                    .println("Not restored: " + status.path("failure").asText("it takes too long")
                            + ". The dispatcher still claims nothing; run it again.");
            return 1;
        }
        var report = status.path("report");
        var out = spec.commandLine().getOut();
        out.println("Restored. Tasks of the backup that may have been sent since: " + report.path("doubted"));
        out.println("Requests that the backup did not know: " + report.path("read"));
        out.println("Steps that the dispatcher's events told: " + report.path("recalled"));
        out.println("Callbacks taken again: " + report.path("settled"));
        out.println("Still in doubt: " + report.path("announced")
                + "; a callback settles them, or a verdict of yours before they are parked.");
        if (report.path("lost").asLong() > 0) {
            out.println("Records that Kafka does not keep any more: " + report.path("lost"));
        }
        return 0;
    }
}
