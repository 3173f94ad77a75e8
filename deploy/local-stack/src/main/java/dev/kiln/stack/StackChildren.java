package dev.kiln.stack;

import dev.kiln.backends.EmbeddedKafka;
import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.backends.FreePort;
import dev.kiln.stack.process.Child;
import dev.kiln.stack.process.ChildSpec;
import dev.kiln.stack.process.JavaCommand;
import dev.kiln.stack.process.Readiness;
import dev.kiln.stack.process.Spawner;
import dev.kiln.stack.process.StartCache;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts and stops the processes of a stack. */
final class StackChildren {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final StackOptions options;
    private final StackPorts ports;
    private final PartEnvironment environment;
    private final Spawner spawner = new Spawner();
    private final List<Child> backends = new ArrayList<>();
    private final List<Child> applications = new ArrayList<>();
    private boolean stopping;

    StackChildren(StackOptions options, StackPorts ports, PartEnvironment environment) {
        this.options = options;
        this.ports = ports;
        this.environment = environment;
    }

    Child startKafka() {
        return startBackend("kafka", EmbeddedKafka.class, 256, ports.kafka());
    }

    Child startPostgres() {
        return startBackend("postgres", EmbeddedPostgres.class, 192, ports.postgres());
    }

    private Child startBackend(String name, Class<?> main, int megabytes, int port) {
        var data = options.directory().resolve("data").resolve(name);
        var command = JavaCommand.main(
                options.flags().of(name), main.getName(), megabytes, data.toString(), Integer.toString(port));
        return spawn(new ChildSpec(name, command, Map.of(), log(name), true), backends);
    }

    /** Before anything is started. */
    void requireBuilt(Part part) {
        if (!Files.exists(jar(part))) {
            throw new IllegalStateException(part.title() + " is not built: " + jar(part) + " is missing");
        }
    }

    Child start(Part part) {
        var spec = new ChildSpec(part.title(), command(part), environment.of(part), log(part.title()), false);
        return spawn(spec, applications);
    }

    /** One more process of a part, on ports of its own; returns when it is ready. */
    Child startReplica(Part part, int number) {
        var name = part.title() + "-" + number;
        var management = FreePort.pick();
        var own = new HashMap<>(environment.of(part));
        own.put("QUARKUS_HTTP_PORT", Integer.toString(FreePort.pick()));
        own.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        var child = spawn(new ChildSpec(name, command(part), own, log(name), false), applications);
        Readiness.awaitHttp(child, URI.create("http://127.0.0.1:" + management + "/q/health/ready"), READY_WITHIN);
        return child;
    }

    private Path jar(Part part) {
        return part.jar(options.root());
    }

    private List<String> command(Part part) {
        var flags = new ArrayList<>(options.flags().of(part.title()));
        flags.addAll(new StartCache(jar(part)).use());
        return JavaCommand.jar(flags, jar(part), 128);
    }

    /** A class of the launcher's class path beside the stack; its arguments must be no secrets. */
    Child startBeside(String name, Class<?> main, int megabytes, String... arguments) {
        var command = JavaCommand.main(options.flags().of(name), main.getName(), megabytes, arguments);
        return spawn(new ChildSpec(name, command, Map.of(), log(name), false), applications);
    }

    private synchronized Child spawn(ChildSpec spec, List<Child> siblings) {
        if (stopping) {
            throw new IllegalStateException("The stack is being stopped");
        }
        var child = spawner.start(spec);
        siblings.add(child);
        return child;
    }

    void awaitKafka(Child kafka) {
        Readiness.awaitPort(kafka, ports.kafka(), READY_WITHIN);
    }

    void awaitPostgres(Child postgres, List<String> databases) {
        Readiness.awaitPort(postgres, ports.postgres(), READY_WITHIN);
        databases.forEach(name -> EmbeddedPostgres.createDatabase(ports.postgres(), name));
    }

    void awaitReady(Child child) {
        Readiness.awaitHttp(child, health(Part.named(child.spec().name())), READY_WITHIN);
    }

    boolean isReady(Part part) {
        return Readiness.answers(health(part));
    }

    private URI health(Part part) {
        var base = part == Part.SIMULATOR ? ports.url(part) : ports.managementUrl(part);
        return URI.create(base + "/q/health/ready");
    }

    /** The applications first, so that they can take leave of Kafka and PostgreSQL. */
    synchronized void stopAll() {
        stopping = true;
        stop(applications);
        stop(backends);
    }

    private static void stop(List<Child> children) {
        children.forEach(Child::askToStop);
        children.forEach(child -> child.stopWithin(GRACE));
    }

    private Path log(String name) {
        return options.logs().resolve(name + ".log");
    }
}
