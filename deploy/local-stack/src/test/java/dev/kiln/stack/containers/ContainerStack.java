package dev.kiln.stack.containers;

import dev.kiln.backends.DeleteTree;
import dev.kiln.stack.KilnStack;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackPorts;
import dev.kiln.stack.client.BillingClient;
import dev.kiln.stack.client.EventLog;
import dev.kiln.stack.client.GatewayClient;
import dev.kiln.stack.client.SimulatorClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/** What docker-compose.yml starts on a simulated Kie, on free ports of the loopback interface, with three dispatchers. */
public final class ContainerStack implements KilnStack {
    private static final String PROFILE = "simulated-kie";
    private static final int DISPATCHERS = 3;
    private static final String DEVELOPMENT_KEY = "development-only-key";
    private static final BigDecimal OPENING_CREDITS = new BigDecimal("1000000");

    private final StackPorts ports = StackPorts.pick();
    private final Network network = Network.newNetwork();
    private final Map<String, List<ComposeContainer>> containers = new LinkedHashMap<>();
    private final Path root;
    private final Path logs;
    private final Map<Part, Map<String, String>> environment;

    private ContainerStack(Path root, Map<Part, Map<String, String>> environment) {
        this.root = root;
        this.logs = root.resolve("target/containers/logs");
        DeleteTree.at(logs);
        this.environment = environment;
    }

    /**
     * Returns when every container is healthy; where one does not come up, all are removed. What they logged stays in
     * {@code target/containers/logs}.
     *
     * @param environment added to what docker-compose.yml gives single parts
     */
    public static ContainerStack start(Path root, Map<Part, Map<String, String>> environment) {
        var stack = new ContainerStack(root, environment);
        try {
            var file = ComposeFile.read(root, stack.variables());
            started(file).forEach(stack::add);
            started(file).forEach(stack::order);
            Startables.deepStart(stack.containers.values().stream().flatMap(List::stream))
                    .join();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    static List<ComposeService> started(ComposeFile file) {
        return file.services().values().stream()
                .filter(service -> service.startsIn(PROFILE))
                .toList();
    }

    private Map<String, String> variables() {
        return Map.of(
                "KAFKA_PORT", Integer.toString(ports.kafka()),
                "POSTGRES_PORT", Integer.toString(ports.postgres()),
                "GATEWAY_PORT", ports.http().get(Part.GATEWAY).toString(),
                "CALLBACK_PORT", ports.http().get(Part.CALLBACK).toString(),
                "BILLING_PORT", ports.http().get(Part.BILLING).toString(),
                "SIMULATOR_PORT", ports.http().get(Part.SIMULATOR).toString());
    }

    private void add(ComposeService service) {
        var replicas = new ArrayList<ComposeContainer>();
        var count = service.name().equals(Part.DISPATCHER.title()) ? DISPATCHERS : 1;
        for (var i = 0; i < count; i++) {
            var log = logs.resolve(service.name() + "-" + (i + 1) + ".log");
            replicas.add(new ComposeContainer(service, root, network, added(service.name()), log));
        }
        containers.put(service.name(), replicas);
    }

    private Map<String, String> added(String name) {
        return environment.entrySet().stream()
                .filter(part -> part.getKey().title().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Map.of());
    }

    private void order(ComposeService service) {
        var before = service.dependsOn().stream()
                .flatMap(name -> containers.get(name).stream())
                .toList();
        containers.get(service.name()).forEach(container -> container.dependsOn(before));
    }

    private ComposeContainer first(String name) {
        return containers.get(name).getFirst();
    }

    @Override
    public void kill(String title) {
        first(title).crash();
    }

    @Override
    public void restart(String title) {
        first(title).crash();
        first(title).comeBack();
    }

    @Override
    public void stopKafka() {
        first("kafka").crash();
    }

    @Override
    public void startKafka() {
        first("kafka").comeBack();
    }

    @Override
    public StackPorts ports() {
        return ports;
    }

    @Override
    public GatewayClient gateway() {
        return new GatewayClient(ports.url(Part.GATEWAY), DEVELOPMENT_KEY);
    }

    @Override
    public BillingClient billing() {
        return new BillingClient(ports.url(Part.BILLING), DEVELOPMENT_KEY, Clock.systemUTC());
    }

    @Override
    public SimulatorClient simulator() {
        return new SimulatorClient(ports.url(Part.SIMULATOR), OPENING_CREDITS);
    }

    @Override
    public EventLog events() {
        return new EventLog(ports.bootstrapServers(), LocalStack.TOPIC_PREFIX);
    }

    /** Removes every container with its data. */
    @Override
    public void close() {
        var stopped = new ArrayList<>(containers.values()).reversed();
        stopped.forEach(replicas -> replicas.forEach(ComposeContainer::stop));
        network.close();
    }
}
