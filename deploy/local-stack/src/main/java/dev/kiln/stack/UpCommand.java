package dev.kiln.stack;

import dev.kiln.stack.kie.Accounts;
import dev.kiln.stack.kie.KieKeys;
import dev.kiln.stack.kie.KieProblem;
import dev.kiln.stack.kie.KieServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description =
                "Starts the stack and leaves it running until Ctrl-C; on a simulated Kie unless another is named.")
final class UpCommand implements StackCommand {
    private static final int USUAL_CALLBACK_PORT = 8082;

    private final Path root;
    private final Ask ask;
    private final Map<String, String> environment;
    private final Function<KieServer, Accounts> readAccounts;

    @Spec
    private CommandSpec command;

    @ArgGroup(exclusive = true)
    private Which which;

    @Option(names = "--yes", description = "Does not ask before credits can be spent.")
    private boolean yes;

    @Option(
            names = "--callback-port",
            paramLabel = "PORT",
            description = "Where callback-service listens when KILN_PUBLIC_URL is set (default: 8082).")
    private Integer callbackPort;

    private static final class Which {
        @Option(names = "--real", description = "https://api.kie.ai, with KIE_API_KEY or KIE_API_KEYS; spends credits.")
        private boolean real;

        @Option(
                names = "--kie",
                paramLabel = "URL",
                description = "Another server that speaks Kie's API; keys as above.")
        private URI kie;
    }

    /** @param environment of this process; the keys of Kie are taken from it, and nothing else of it reaches a service */
    UpCommand(Path root, Ask ask, Map<String, String> environment) {
        this(root, ask, environment, Accounts::read);
    }

    UpCommand(Path root, Ask ask, Map<String, String> environment, Function<KieServer, Accounts> readAccounts) {
        this.readAccounts = readAccounts;
        this.root = root;
        this.ask = ask;
        this.environment = environment;
    }

    @Override
    public Path logs() {
        return StackOptions.of(root, "up").logs();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (which == null) {
            run(new StackOptions.Kie.Simulated(Duration.ofSeconds(2), Duration.ofSeconds(8)), () -> {});
            return 0;
        }
        var server = new KieServer(which.real ? KieServer.REAL : which.kie, KieKeys.of(environment), publicUrl());
        var opening = opening(server);
        if (server.spends() && !yes && !agreed()) {
            say("Nothing was started.");
            return 1;
        }
        var port = server.publicUrl().isPresent()
                ? OptionalInt.of(callbackPort == null ? USUAL_CALLBACK_PORT : callbackPort)
                : OptionalInt.empty();
        run(new StackOptions.Kie.Elsewhere(server, port), () -> farewell(server, opening));
        return 0;
    }

    private void run(StackOptions.Kie kie, Runnable whenStopped) throws InterruptedException {
        TrainStarts.whereMissing(root, this::say);
        var options = StackOptions.of(root, "up").withKie(kie).reportingTo(line -> say("Starting " + line));
        try (var stack = LocalStack.start(options)) {
            say(UpText.of(stack, kie));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                stack.close();
                                whenStopped.run();
                            },
                            "farewell"));
            new CountDownLatch(1).await();
        }
    }

    private Accounts opening(KieServer server) {
        var accounts = readAccounts.apply(server);
        say("Kie at " + server.baseUrl());
        accounts.lines().forEach(this::say);
        if (!accounts.problems().isEmpty()) {
            throw new KieProblem("Nothing was started: " + String.join("; ", accounts.problems())
                    + ". Check the keys in KIE_API_KEY and KIE_API_KEYS, and that " + server.baseUrl()
                    + " can be reached");
        }
        return accounts;
    }

    private boolean agreed() {
        if (!ask.isPossible()) {
            throw new KieProblem(
                    "Nothing was started: generations would spend these credits, and there is no terminal to"
                            + " ask at; say --yes if they may");
        }
        return ask.agrees("Every generation that is submitted will spend these credits.");
    }

    private void farewell(KieServer server, Accounts opening) {
        say("");
        say("Kie at " + server.baseUrl() + "; what still runs there may change it");
        readAccounts.apply(server).linesSince(opening).forEach(this::say);
    }

    private Optional<URI> publicUrl() {
        var url = environment.getOrDefault("KILN_PUBLIC_URL", "").strip();
        try {
            return url.isEmpty() ? Optional.empty() : Optional.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw new KieProblem("KILN_PUBLIC_URL is no URL");
        }
    }

    private void say(String line) {
        var out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
