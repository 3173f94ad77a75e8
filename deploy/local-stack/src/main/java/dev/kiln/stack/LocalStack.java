package dev.kiln.stack;

import dev.kiln.backends.DeleteTree;
import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.stack.client.BillingClient;
import dev.kiln.stack.client.EventLog;
import dev.kiln.stack.client.GatewayClient;
import dev.kiln.stack.client.OperatorClient;
import dev.kiln.stack.client.SimulatorClient;
import dev.kiln.stack.process.Child;
import dev.kiln.topics.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The whole of Kiln on this machine, as processes of their own: Kafka, PostgreSQL, the simulated Kie and the four
 * services, on free ports of the loopback interface. Not thread-safe, but for {@link #close()}.
 */
public final class LocalStack implements KilnStack {
    /** What stands before the name of every topic. */
    public static final String TOPIC_PREFIX = "kiln.";

    private final StackDirectory directory;
    private final StackPorts ports;
    private final StackSecrets secrets;
    private final PartEnvironment environment;
    private final StackChildren children;
    private final Map<Part, Replica> parts = new EnumMap<>(Part.class);
    private final List<Replica> more = new ArrayList<>();
    private final List<Part> services;
    private Child kafka;
    private Child postgres;

    private LocalStack(StackOptions options, StackDirectory directory) {
        this.directory = directory;
        this.services =
                options.parts().stream().filter(part -> part != Part.SIMULATOR).toList();
        this.ports = StackPorts.pick(callbackPort(options.kie()));
        this.secrets = StackSecrets.create();
        this.environment = new PartEnvironment(ports, secrets, options);
        this.children = new StackChildren(options, ports, environment);
    }

    /** Returns when every part is ready; where one does not come up, everything is stopped again. */
    public static LocalStack start(StackOptions options) {
        var stack = new LocalStack(options, StackDirectory.claim(options.directory()));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-stop"));
        try {
            stack.startAll(options);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private static OptionalInt callbackPort(StackOptions.Kie kie) {
        return kie instanceof StackOptions.Kie.Elsewhere elsewhere ? elsewhere.callbackPort() : OptionalInt.empty();
    }

    private void startAll(StackOptions options) {
        options.parts().forEach(children::requireBuilt);
        options.progress().accept("Kafka and PostgreSQL");
        kafka = children.startKafka();
        postgres = children.startPostgres();
        if (options.parts().contains(Part.SIMULATOR)) {
            parts.put(Part.SIMULATOR, children.start(Part.SIMULATOR));
        }
        children.awaitPostgres(postgres, PartEnvironment.DATABASES);
        children.awaitKafka(kafka);
        options.progress().accept("topics");
        Topics.create(ports.bootstrapServers(), TOPIC_PREFIX);
        options.progress().accept(parts.isEmpty() ? "the services" : "the simulated Kie and the services");
        for (var part : services) {
            parts.put(part, children.start(part));
        }
        parts.values().forEach(children::awaitReady);
        DevFiles.write(directory.dev(), options, environment);
        new StackState(
                        ProcessHandle.current().pid(),
                        ports.bootstrapServers(),
                        ports.managementUrl(Part.DISPATCHER),
                        secrets.apiKey())
                .write(directory.state());
    }

    @Override
    public void kill(String title) {
        parts.get(Part.named(title)).kill();
    }

    /** False where the part was killed, or has ended by itself. */
    public boolean isAlive(String title) {
        return parts.get(Part.named(title)).isAlive();
    }

    @Override
    public void restart(String title) {
        var part = Part.named(title);
        parts.get(part).respawn();
        children.awaitReady(parts.get(part));
    }

    /** One more replica of a service, which ends with the stack; returns when it is ready. */
    public Replica startReplica(String title, int number) {
        var replica = children.startReplica(Part.named(title), number);
        more.add(replica);
        children.awaitReady(replica);
        return replica;
    }

    /** Every replica of every service, the first ones first. */
    public List<Replica> replicas() {
        return Stream.concat(services.stream().map(parts::get), more.stream()).toList();
    }

    /** Asks it to stop; the signal of a rolling restart. */
    public void askToStop(String title) {
        parts.get(Part.named(title)).askToStop();
    }

    /** Asks it to stop; fails where it does not end by itself in time. */
    void end(Part part, Duration atMost) {
        parts.get(part).askToStop();
        if (!parts.get(part).endsWithin(atMost)) {
            throw new IllegalStateException(part.title() + " did not end within " + atMost.toSeconds() + " s");
        }
    }

    /** Its successor, once it has ended by itself. */
    public void startAgain(String title) {
        var part = Part.named(title);
        if (parts.get(part).isAlive()) {
            throw new IllegalStateException(title + " has not ended yet");
        }
        parts.get(part).respawn();
        children.awaitReady(parts.get(part));
    }

    @Override
    public void stopKafka() {
        kafka.kill();
    }

    @Override
    public void startKafka() {
        kafka = children.startKafka();
        children.awaitKafka(kafka);
    }

    /** Starts the broker again on its records, and does not wait for it. */
    public void respawnKafka() {
        kafka = children.startKafka();
    }

    /** As {@code kill -9} of PostgreSQL with all its sessions. */
    public void stopPostgres() {
        var server = ProcessHandle.of(EmbeddedPostgres.serverPid(postgresData()));
        server.ifPresent(process -> {
            var sessions = process.descendants().toList();
            process.destroyForcibly();
            sessions.forEach(ProcessHandle::destroyForcibly);
        });
        postgres.kill();
    }

    /** Takes all data from a service that has ended: an empty database in place of its own. */
    public void emptyDatabase(Part part) {
        if (parts.get(part).isAlive()) {
            throw new IllegalStateException(part.title() + " has not ended yet");
        }
        new ServiceDatabase(ports.postgres(), PartEnvironment.database(part)).replace();
    }

    /** Starts PostgreSQL again on its data, and does not wait for it. */
    public void respawnPostgres() {
        postgres = children.startPostgres();
    }

    /** Starts a class of the launcher's class path, which ends with the stack; its arguments must be no secrets. */
    public Child startBeside(String name, Class<?> main, int megabytes, String... arguments) {
        return children.startBeside(name, main, megabytes, arguments);
    }

    /** The running processes by name; that of PostgreSQL is its server's, not its starter's. */
    public Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        parts.forEach((part, replica) -> pids.put(part.title(), replica.pid()));
        pids.put("kafka", kafka.pid());
        pids.put("postgres", EmbeddedPostgres.serverPid(postgresData()));
        return pids;
    }

    /** Where PostgreSQL keeps its data. */
    public Path postgresData() {
        return directory.data().resolve("postgres");
    }

    @Override
    public StackPorts ports() {
        return ports;
    }

    /** The key of the tenant {@code local}, as callers send it. */
    public String apiKey() {
        return secrets.apiKey();
    }

    /** Everything that opens something in this stack. */
    public StackSecrets secrets() {
        return secrets;
    }

    public Path logs() {
        return directory.logs();
    }

    /** The folder of {@link DevFiles}. */
    Path dev() {
        return directory.dev();
    }

    @Override
    public GatewayClient gateway() {
        return new GatewayClient(ports.url(Part.GATEWAY), secrets.apiKey());
    }

    /** As the tenant {@code other}, who has no part in what {@code local} does. */
    public GatewayClient gatewayOfOtherTenant() {
        return new GatewayClient(ports.url(Part.GATEWAY), secrets.otherApiKey());
    }

    public OperatorClient operator() {
        return new OperatorClient(ports.managementUrl(Part.DISPATCHER), secrets.apiKey());
    }

    @Override
    public BillingClient billing() {
        return new BillingClient(ports.url(Part.BILLING), secrets.apiKey(), Clock.systemUTC());
    }

    /** Only where the stack has a simulator of its own. */
    @Override
    public SimulatorClient simulator() {
        return new SimulatorClient(ports.url(Part.SIMULATOR), new BigDecimal(PartEnvironment.OPENING_CREDITS));
    }

    @Override
    public EventLog events() {
        return new EventLog(ports.bootstrapServers(), TOPIC_PREFIX);
    }

    /** Stops every child; what they logged stays. */
    @Override
    public synchronized void close() {
        if (directory.isReleased()) {
            return;
        }
        children.stopAll();
        DeleteTree.at(directory.data());
        DeleteTree.at(directory.dev());
        directory.release();
    }
}
