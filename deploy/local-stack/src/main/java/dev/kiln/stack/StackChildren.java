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

    /** Does not wait for it. */
    Replica start(Part part) {
        return start(part, part.title(), environment.of(part));
    }

    /** One more of a part, on ports of its own and by a name of its own in its groups; does not wait for it. */
    Replica startReplica(Part part, int number) {
        var own = new HashMap<>(environment.of(part));
        own.put("QUARKUS_HTTP_PORT", Integer.toString(FreePort.pick()));
        own.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(FreePort.pick()));
        own.computeIfPresent("KAFKA_GROUP_INSTANCE_ID", (variable, first) -> first + "-" + number);
        return start(part, part.title() + "-" + number, own);
    }

    private Replica start(Part part, String name, Map<String, String> variables) {
        var spec = new ChildSpec(name, command(part), variables, log(name), false);
        var port = variables.get(part == Part.SIMULATOR ? "QUARKUS_HTTP_PORT" : "QUARKUS_MANAGEMENT_PORT");
        var health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        return new Replica(part, spec, health, child -> spawn(child, applications));
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
        databases.forEach(name -> new ServiceDatabase(ports.postgres(), name).create());
    }

    void awaitReady(Replica replica) {
        replica.awaitReady(READY_WITHIN);
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
