package dev.kiln.callback.receive.adapter;

import dev.kiln.backends.DeleteTree;
import dev.kiln.backends.EmbeddedKafka;
import dev.kiln.backends.FreePort;
import dev.kiln.topics.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A broker of its own for one test class, which the test may stop and start again on the same port and directory. */
public final class StoppableKafka implements QuarkusTestResourceLifecycleManager {

    private final int port = FreePort.pick();
    private Path directory;
    private EmbeddedKafka kafka;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("kiln-kafka-away");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        comeBack();
        Topics.create(kafka.bootstrapServers(), "kiln.");
        return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(StoppableKafka.class));
    }

    void goAway() {
        kafka.close();
        kafka = null;
    }

    void comeBack() {
        kafka = EmbeddedKafka.start(directory, port);
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        DeleteTree.at(directory);
    }
}
