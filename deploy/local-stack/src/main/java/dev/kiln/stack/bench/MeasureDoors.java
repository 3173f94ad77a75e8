package dev.kiln.stack.bench;

import dev.kiln.backends.FreePort;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.bench.BenchOptions.Section;
import dev.kiln.stack.bench.DoorFigures.Round;
import dev.kiln.stack.bench.load.DoorPlan;
import dev.kiln.stack.bench.load.DoorResult;
import dev.kiln.stack.process.Readiness;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Measures the two doors that answer when Kafka has an event, each after the floor in every round. Nothing consumes what
 * they write: the dispatcher and billing are not started, and the gateway's view is switched off.
 */
final class MeasureDoors {
    private static final String FLOOR_TOPIC = "bench.floor";
    private static final int PARTITIONS = 12;
    private static final int MEGABYTES = 128;
    private static final List<String> NO_VIEW = List.of("-Dmp.messaging.incoming.generation-events.enabled=false");

    private final Path root;
    private final BenchOptions options;
    private final Consumer<String> progress;

    MeasureDoors(Path root, BenchOptions options, Consumer<String> progress) {
        this.root = root;
        this.options = options;
        this.progress = progress;
    }

    /** The floor first. */
    List<DoorFigures> run() {
        var flags = BenchStack.flags(root, options).with(Part.GATEWAY.title(), NO_VIEW);
        try (var bench = BenchStack.start(root, flags, Set.of(Part.GATEWAY, Part.CALLBACK), Map.of(), progress)) {
            var floor = floor(bench);
            var doors = new ArrayList<DoorPlan>();
            if (options.measures(Section.INTAKE)) {
                doors.add(intake(bench.stack()));
            }
            if (options.measures(Section.CALLBACKS)) {
                doors.add(callbacks(bench.stack()));
            }
            warmUp(bench, floor);
            doors.forEach(door -> warmUp(bench, door));
            return measure(bench, floor, doors);
        }
    }

    private void warmUp(BenchStack bench, DoorPlan door) {
        progress.accept("Warming up %s with %d requests".formatted(name(door), options.doorWarmUp()));
        for (long done = 0; done < options.doorWarmUp(); ) {
            var result = bench.load().run(door);
            if (result.good() == 0) {
                throw new IllegalStateException(name(door) + " answered nothing that counts: " + result.others());
            }
            done += result.good();
        }
    }

    private List<DoorFigures> measure(BenchStack bench, DoorPlan floor, List<DoorPlan> doors) {
        var floors = new ArrayList<Round>();
        var rounds = new ArrayList<List<Round>>();
        doors.forEach(door -> rounds.add(new ArrayList<>()));
        for (int round = 1; round <= options.rounds(); round++) {
            for (int door = 0; door < doors.size(); door++) {
                var below = once(bench, floor, null);
                var measured = once(bench, doors.get(door), below.result());
                floors.add(below);
                rounds.get(door).add(measured);
                progress.accept("Round %d of %d: floor %.0f/s, %s %.0f/s"
                        .formatted(
                                round,
                                options.rounds(),
                                below.result().perSecond(),
                                name(doors.get(door)),
                                measured.result().perSecond()));
            }
        }
        var figures = new ArrayList<DoorFigures>();
        figures.add(DoorFigures.of(name(floor), floors));
        for (int door = 0; door < doors.size(); door++) {
            figures.add(DoorFigures.of(name(doors.get(door)), rounds.get(door)));
        }
        return figures;
    }

    private static Round once(BenchStack bench, DoorPlan door, DoorResult below) {
        var before = bench.uses();
        var result = bench.load().run(door);
        var cpu = CpuUse.perThousand(before, bench.uses(), result.good());
        return new Round(result, cpu, below == null ? null : result.perSecond() / below.perSecond());
    }

    private DoorPlan floor(BenchStack bench) {
        var kafka = bench.stack().ports().bootstrapServers();
        createTopic(kafka);
        var port = FreePort.pick();
        var child = bench.startBeside("floor", Floor.class, MEGABYTES, Integer.toString(port), kafka, FLOOR_TOPIC);
        Readiness.awaitPort(child, port, Duration.ofSeconds(30));
        return plan(
                DoorPlan.Kind.FLOOR, URI.create("http://127.0.0.1:" + port + "/"), Map.of(), BenchBodies.intake(), 202);
    }

    private DoorPlan intake(LocalStack stack) {
        var url = URI.create(stack.ports().url(Part.GATEWAY) + "/v1/generations");
        return plan(DoorPlan.Kind.INTAKE, url, Map.of("apiKey", stack.apiKey()), BenchBodies.intake(), 202);
    }

    private DoorPlan callbacks(LocalStack stack) {
        var secrets = Map.of(
                "tokenKey", stack.secrets().tokenKey(),
                "hmacKey", stack.secrets().hmacKey());
        var url = URI.create(stack.ports().url(Part.CALLBACK));
        return plan(DoorPlan.Kind.CALLBACKS, url, secrets, BenchBodies.callback(), 200);
    }

    private DoorPlan plan(DoorPlan.Kind kind, URI url, Map<String, String> secrets, String body, int good) {
        var millis = Duration.ofSeconds(options.seconds()).toMillis();
        return new DoorPlan(kind, url.toString(), secrets, body, good, options.connections(), millis);
    }

    private static String name(DoorPlan plan) {
        return plan.kind().name().toLowerCase(Locale.ROOT);
    }

    private static void createTopic(String bootstrapServers) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(FLOOR_TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("The floor's topic cannot be created", e);
        }
    }
}
