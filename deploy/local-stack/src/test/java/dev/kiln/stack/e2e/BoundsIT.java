package dev.kiln.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskHinted;
import dev.kiln.stack.Part;
import dev.kiln.stack.secret.SecretsStayHome;
import dev.kiln.stack.secret.Traces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What strangers, and tenants who mean no good, send to the real processes: all of it is refused, while others are served
 * and the processes grow no larger than their heaps let them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoundsIT {
    private static final Set<Part> SERVICES = Set.of(Part.GATEWAY, Part.CALLBACK, Part.BILLING);

    /** A service's heap ends at 128 MiB, and is not all in use before the first attack. */
    private static final long GROWS_AT_MOST_MIB = 128;

    private static final int CONNECTIONS = 2000;
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String LAST = "Connection: close\r\n";

    private static final Map<String, ResidentMemory> MEMORY = new TreeMap<>();
    private static final Map<String, Long> MEBIBYTES_BEFORE = new TreeMap<>();

    private static RunningStack kiln;
    private static Places at;

    private List<Prober> others;

    @BeforeAll
    static void start() {
        var patience = Map.of("QUARKUS_HTTP_IDLE_TIMEOUT", "PT12S");
        var environment = Map.of(
                Part.GATEWAY,
                Map.of("QUARKUS_HTTP_IDLE_TIMEOUT", "PT12S", "KILN_INTAKE_BODY_WITHIN", "PT3S"),
                Part.CALLBACK,
                patience,
                Part.BILLING,
                patience);
        kiln = RunningStack.start(RunningStack.options("bounds", environment).withServices(SERVICES));
        at = new Places(kiln.processes());
    }

    @AfterAll
    static void stop() {
        MEMORY.values().forEach(ResidentMemory::close);
        if (kiln != null) {
            kiln.close();
        }
    }

    @BeforeEach
    void serveOthers() {
        var ofOthers = at.callbackOf("others");
        var usage = Place.on("usage", at.url(Part.BILLING), "GET /v1/usage", at.key());
        others = List.of(
                Prober.asking("a good request", 202, () -> at.generations().body(goodBody(), LAST)),
                Prober.asking("a good quote", 200, () -> at.quotes().body(goodBody(), LAST)),
                Prober.asking("a callback", 200, () -> ofOthers.body("{}".getBytes(UTF_8), LAST)),
                Prober.asking("a question for usage", 200, () -> usage.head(LAST + "\r\n")));
        await().atMost(WITHIN).until(() -> others.stream().allMatch(prober -> prober.given() > 2));
        if (ResidentMemory.isTold() && MEMORY.isEmpty()) {
            SERVICES.forEach(part -> MEMORY.put(part.title(), ResidentMemory.of(part.title())));
            MEMORY.forEach((service, memory) -> MEBIBYTES_BEFORE.put(service, memory.now()));
        }
    }

    /** They are asked for once more after the attack. */
    @AfterEach
    void othersWereServed() {
        for (var prober : others) {
            var given = prober.given();
            await().atMost(WITHIN)
                    .until(() -> prober.given() > given || !prober.failures().isEmpty());
            prober.close();
            assertThat(prober.failures()).isEmpty();
        }
    }

    @Test
    void jsonThatIsABombIsRefused() {
        var softly = new SoftAssertions();
        Bombs.json().forEach((what, bomb) -> {
            for (var place : List.of(at.generations(), at.quotes())) {
                softly.assertThat(place.body(bomb)).as("%s at %s", what, place).isIn(400, 413, 422);
            }
            softly.assertThat(at.keyed().body(bomb)).as("%s under a key", what).isIn(400, 413, 422);
            softly.assertThat(at.cancel().body(bomb)).as("%s at cancel", what).isEqualTo(404);
            softly.assertThat(at.stranger().body(bomb))
                    .as("%s of a stranger", what)
                    .isEqualTo(401);
            softly.assertThat(at.wrongCallback().body(bomb))
                    .as("%s by a wrong callback", what)
                    .isEqualTo(404);
            softly.assertThat(at.callback().body(bomb))
                    .as("%s by a callback", what)
                    .isEqualTo(bomb.length > 256 * 1024 ? 413 : 200);
        });
        softly.assertAll();
    }

    /** Whoever has the token may say that there is something to look at; what was said is not believed. */
    @Test
    @Order(Integer.MAX_VALUE)
    void ofCallbacksThatCannotBeBelievedOnlyHintsAreTold() {
        assertThat(kiln.processes().events().all())
                .extracting(Envelope::event)
                .filteredOn(event ->
                        event instanceof TaskEvent task && task.generationId().equals(Places.generation("hostile")))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event).isInstanceOf(TaskHinted.class));
    }

    @Test
    void bodiesOf100MegabytesAreRefused() {
        for (var place : at.everywhere()) {
            assertThat(place.hugeAnnounced()).as("announced at %s", place).matches(BoundsIT::refused);
            assertThat(place.hugeChunked()).as("in chunks at %s", place).matches(BoundsIT::refused);
        }
        for (var place : at.everywhere()) {
            var allowed = place.name().equals("callback") ? 200 : RawRequest.CLOSED;
            assertThat(place.hugeWithoutSayingSo())
                    .as("unannounced at %s", place)
                    .matches(status -> refused(status) || status == allowed);
        }
    }

    /** All at once, since each takes as long as it may. */
    @Test
    void whatDoesNotComeIsGivenUp() {
        try (var patient = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = List.of(at.generations(), at.quotes(), at.callback()).stream()
                    .map(place -> patient.submit(place::drip))
                    .toList();
            var silent = Stream.of(at.generations(), at.callback(), at.usage())
                    .flatMap(
                            place -> Stream.of("", place.start()).map(start -> patient.submit(() -> place.ends(start))))
                    .toList();
            assertThat(at.stranger().drip()).isEqualTo(401);
            assertThat(at.wrongCallback().drip()).isEqualTo(404);
            assertThat(slow).allSatisfy(status -> assertThat(status.get()).isEqualTo(408));
            assertThat(silent).allSatisfy(ended -> assertThat(ended.get()).isTrue());
        }
    }

    @Test
    void encodedBodiesAreNotDecoded() {
        for (var encoding : List.of("gzip", "deflate", "br", "zstd", "gzip, gzip")) {
            var header = "Content-Encoding: " + encoding + "\r\n";
            for (var place : List.of(at.generations(), at.quotes(), at.cancel(), at.callback())) {
                assertThat(place.body(Bombs.gzipped(), header))
                        .as("%s at %s", encoding, place)
                        .isEqualTo(415);
            }
            assertThat(at.wrongCallback().body(Bombs.gzipped(), header)).isEqualTo(404);
        }
    }

    @Test
    void headsThatAreTooLongOrContradictThemselvesAreRefused() {
        var softly = new SoftAssertions();
        for (var place : at.everywhere()) {
            softly.assertThat(place.head("X-Long: " + "x".repeat(100_000) + "\r\n\r\n"))
                    .as("a long header at %s", place)
                    .isIn(400, 431);
            softly.assertThat(place.head("X-Many: x\r\n".repeat(10_000) + "\r\n"))
                    .as("many headers at %s", place)
                    .isIn(400, 431);
            for (var length : List.of("x", "-1", "1e3", "99999999999999999999", "1\r\nContent-Length: 2")) {
                softly.assertThat(place.head("Content-Length: " + length + "\r\n\r\n{}"))
                        .as("Content-Length: %s at %s", length, place)
                        .matches(BoundsIT::refused);
            }
            softly.assertThat(place.head("Transfer-Encoding: chunked\r\n\r\nno number\r\n"))
                    .as("a chunk without a length at %s", place)
                    .matches(BoundsIT::refused);
            softly.assertThat(place.head("No header\r\n\r\n"))
                    .as("a header without a name at %s", place)
                    .matches(BoundsIT::refused);
        }
        for (var service : SERVICES) {
            var path = "/" + "x".repeat(100_000);
            softly.assertThat(Place.on("", at.url(service), "GET " + path, at.key())
                            .head("\r\n"))
                    .as("a long path at %s", service)
                    .matches(BoundsIT::refused);
            softly.assertThat(Place.on("", at.url(service), "GET /v1/usage?model=" + path, at.key())
                            .head("\r\n"))
                    .as("a long query at %s", service)
                    .matches(BoundsIT::refused);
            softly.assertThat(http2(at.url(service)))
                    .as("HTTP/2 at %s", service)
                    .matches(BoundsIT::refused);
        }
        softly.assertAll();
    }

    @Test
    void garbageBehindAGoodRequestEndsTheConnectionAlone() {
        for (var service : SERVICES) {
            try (var connection = RawRequest.to(at.url(service))) {
                connection.write("GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + at.key() + "\r\n");
                connection.write(Bombs.garbage());
                assertThat(connection.status()).as("at %s", service).isIn(200, 404);
                assertThat(connection.ends()).as("at %s", service).isTrue();
            }
        }
    }

    @Test
    void othersAreServedWhile2000ConnectionsAreHeldOpen() {
        var count = HeldConnections.possible(CONNECTIONS);
        assumeTrue(count > 100, "the system lets a process open too few files: see ulimit -n");
        if (count < CONNECTIONS) {
            System.out.println("Only " + count + " connections, for want of files: see ulimit -n");
        }
        for (var place : List.of(at.generations(), at.callback(), at.usage())) {
            try (var held = new HeldConnections()) {
                held.open(count, place);
                othersAreServed();
            }
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void nothingThatWasRefusedIsToldOn() {
        var left = Traces.of(kiln.processes());

        assertThat(new SecretsStayHome(Canaries.of(kiln.processes())).violations(left))
                .isEmpty();
    }

    /** Last: over all that the other tests did. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theProcessesHaveNotGrownBeyondTheirHeaps() {
        assumeTrue(ResidentMemory.isTold(), "this system does not tell the memory of a process in /proc");
        MEMORY.forEach((service, memory) -> {
            var before = MEBIBYTES_BEFORE.get(service);
            System.out.printf(
                    "%s held %d MiB before, %d at most, %d afterwards%n",
                    service, before, memory.largest(), memory.now());
            assertThat(memory.largest() - before).as(service).isLessThan(GROWS_AT_MOST_MIB);
        });
    }

    /** The preface of HTTP/2 and empty settings, which a server of that protocol answers with its own. */
    private static int http2(String base) {
        try (var request = RawRequest.to(base)) {
            return request.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
                    .write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0})
                    .status();
        }
    }

    private void othersAreServed() {
        for (var prober : others) {
            var given = prober.given();
            await().atMost(WITHIN).until(() -> prober.given() > given + 2);
        }
    }

    private static boolean refused(int status) {
        return status == RawRequest.CLOSED || status == 503 || status >= 400 && status < 500;
    }

    private static byte[] goodBody() {
        return ("{\"model\": \"" + RunningStack.MODEL + "\", \"input\": " + kiln.input("") + "}").getBytes(UTF_8);
    }
}
