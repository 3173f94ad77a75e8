package dev.kiln.stack.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A container as docker-compose.yml describes it: with the same image, environment, limits and checks. */
final class ComposeContainer extends GenericContainer<ComposeContainer> {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final ComposeService service;
    private final Path root;

    /**
     * @param added to the environment that the file gives
     * @param log where its output is appended
     */
    ComposeContainer(ComposeService service, Path root, Network network, Map<String, String> added, Path log) {
        super(DockerImageName.parse(service.image()));
        this.service = service;
        this.root = root;
        withNetwork(network);
        withNetworkAliases(service.name());
        withEnv(service.environment());
        withEnv(added);
        withCreateContainerCmdModifier(this::complete);
        withLogConsumer(frame -> append(log, frame));
        if (service.oneShot()) {
            withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(READY_WITHIN));
        } else {
            waitingFor(healthy());
        }
    }

    private static void append(Path log, OutputFrame frame) {
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(log, frame.getUtf8String(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The log " + log + " cannot be written", e);
        }
    }

    private void complete(CreateContainerCmd command) {
        var ports = service.list("ports").stream().map(PortBinding::parse).toList();
        command.withExposedPorts(ports.stream().map(PortBinding::getExposedPort).toList());
        command.getHostConfig()
                .withReadonlyRootfs(service.readOnly())
                .withCapDrop(service.list("cap_drop").stream()
                        .map(Capability::valueOf)
                        .toArray(Capability[]::new))
                .withSecurityOpts(service.list("security_opt"))
                .withTmpFs(service.tmpfs())
                .withMemory(service.memory())
                .withPortBindings(ports);
        bindFolders(command.getHostConfig());
        if (service.user() != null) {
            command.withUser(service.user());
        }
        if (!service.list("entrypoint").isEmpty()) {
            command.withEntrypoint(service.list("entrypoint"));
        }
        if (!service.oneShot()) {
            command.withHealthcheck(healthCheck());
        }
    }

    /** Folders of the project; data that outlive the containers are no matter of a test. */
    private void bindFolders(HostConfig host) {
        var binds = service.list("volumes").stream()
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> Bind.parse(root.resolve(volume.substring(2)).toString()))
                .toList();
        host.withBinds(binds);
    }

    private HealthCheck healthCheck() {
        return new HealthCheck()
                .withTest(service.healthTest())
                .withInterval(service.health("interval").toNanos())
                .withTimeout(service.health("timeout").toNanos())
                .withStartPeriod(service.health("start_period").toNanos())
                .withRetries(service.healthRetries());
    }

    /** As {@code kill -9}; the container stays, and what it stored with it. */
    void crash() {
        if (isRunning()) {
            DockerClientFactory.lazyClient().killContainerCmd(getContainerId()).exec();
        }
    }

    /** Starts what crashed again; returns when it is healthy. */
    void comeBack() {
        DockerClientFactory.lazyClient().startContainerCmd(getContainerId()).exec();
        healthy().waitUntilReady(this);
    }

    private static WaitStrategy healthy() {
        return Wait.forHealthcheck().withStartupTimeout(READY_WITHIN);
    }
}
