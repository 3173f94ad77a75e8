package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Topic;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.demo.DemoRequest;
import dev.kiln.stack.secret.Secret;
import dev.kiln.stack.secret.SecretsStayHome;
import dev.kiln.stack.secret.Trace;
import dev.kiln.stack.secret.Traces;
import dev.kiln.stack.telemetry.OtlpReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The four services, Kafka, PostgreSQL and the simulated Kie, as they are run; one stack for all tests. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilnIT {
    private static final String PER_IMAGE = "bytedance/seedream-v4-edit";
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static OtlpReceiver collector;
    private static RunningStack kiln;

    @BeforeAll
    static void start() {
        collector = OtlpReceiver.start();
        kiln = RunningStack.start(collector.environment());
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
        collector.close();
    }

    @Test
    void tenModelsSucceed() {
        var requests = DemoRequest.ofEveryModel(Catalog.bundled());
        var ids = requests.stream()
                .map(request -> kiln.submit(request.model(), (ObjectNode) request.input()))
                .toList();
        assertThat(ids).hasSize(10).allSatisfy(id -> {
            var generation = kiln.awaitEnd(id);
            assertThat(generation.path("status").asText()).isEqualTo("succeeded");
            assertThat(generation.path("assets").path(0).path("url").asText()).startsWith("http");
            assertThat(generation.path("charge").path("credits").asText())
                    .isEqualTo(generation.path("quote").asText());
        });
    }

    /** What came back decides, not what was quoted and held; the ledger is judged at the end. */
    @Test
    void fewerImagesThanAskedForCostLessThanQuoteAndHold() {
        var input =
                RunningStack.example(PER_IMAGE).put("max_images", 4).put("prompt", "Four seasons [[sim:fewer-images]]");
        var id = kiln.submit(PER_IMAGE, input);
        var generation = kiln.awaitEnd(id);
        assertThat(generation.path("status").asText()).isEqualTo("succeeded");
        assertThat(generation.path("assets")).hasSize(3);
        assertThat(generation.path("quote").asText()).isEqualTo("14");
        assertThat(generation.path("hold").asText()).isEqualTo("14");
        assertThat(generation.path("charge").path("credits").asText()).isEqualTo("10.5");
    }

    @Test
    void aFailedTaskEndsAsFailedAndCostsNothing() {
        var generation = kiln.awaitEnd(kiln.submitWith("fail"));
        assertThat(generation.path("status").asText()).isEqualTo("failed");
        assertThat(generation.path("failure").path("reason").asText()).isEqualTo("TASK_FAILED");
        assertThat(generation.path("charge").path("credits").asText()).isEqualTo("0");
    }

    @Test
    void aLostCallbackIsMadeUpForByAPoll() {
        kiln.awaitSuccess(kiln.submitWith("callback-lost"));
    }

    @Test
    void aDoubledCallbackSettlesOnce() {
        var id = kiln.submitWith("callback-twice");
        kiln.awaitSuccess(id);
        assertThat(kiln.completions(id)).isEqualTo(1);
    }

    @Test
    void aCallbackBeforeTheCreatesAnswerSettles() {
        kiln.awaitSuccess(kiln.submitWith("callback-early"));
    }

    @Test
    void aCreateThatWasResetAfterTheTaskWasStoredSucceedsAndIsCreatedOnce() {
        var id = kiln.submitWith("reset-after-store");
        kiln.awaitSuccess(id);
        assertThat(kiln.creates(id)).hasSize(1);
        assertThat(kiln.stack().events().all())
                .extracting(Envelope::event)
                .anyMatch(event -> event instanceof GenerationInDoubt doubt
                        && doubt.generationId().equals(id));
    }

    @Test
    void aCreateThatWasRefusedForItsRateIsTriedAgain() {
        var id = kiln.submitWith("429");
        kiln.awaitSuccess(id);
        assertThat(kiln.creates(id)).hasSize(2);
    }

    @Test
    void aPoisonRecordLandsInTheDeadLettersWithItsReasonAndTheFlowGoesOn() {
        Poison.intoEveryPartition(kiln.stack().events());

        kiln.awaitSuccess(kiln.submitWith("callback-twice"));

        var events = kiln.stack().events();
        for (var group : Topic.GENERATION_REQUESTS.groups()) {
            await().atMost(WITHIN)
                    .untilAsserted(() -> assertThat(events.deadLetters(Topic.GENERATION_REQUESTS, group))
                            .filteredOn(letter -> Poison.KEY.equals(letter.key()))
                            .hasSizeGreaterThanOrEqualTo(2 * Topic.GENERATION_REQUESTS.partitions())
                            .allSatisfy(letter -> assertThat(letter.value()).isIn(Poison.NO_JSON, Poison.HOLLOW))
                            .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(Poison.NO_JSON))
                            .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(Poison.HOLLOW))
                            .allSatisfy(letter -> assertThat(letter.headers().toArray())
                                    .anyMatch(header -> header.key().contains("reason"))));
        }
    }

    /** As after a defect of the dispatcher was put right: the request itself was good. */
    @Test
    void aReplayedLetterTakesTheWayOfAnyRequestAndIsListedNoMore() {
        var sent = Shop.requested(kiln.input(""));
        var id = Shop.generationOf(sent);
        var letter = kiln.dlq().bury(sent, "dispatcher");

        assertThat(kiln.dlq().run("replay", letter, "--why", "the defect is gone"))
                .contains("1 replayed, 0 left alone");

        kiln.accepted(id);
        kiln.awaitSuccess(id);
        assertThat(kiln.creates(id)).hasSize(1);
        assertThat(kiln.dlq().run("list")).doesNotContain(letter);
        assertThat(kiln.dlq().run("list", "--resolved")).contains(letter).contains("the defect is gone");
    }

    @Test
    void aLetterThatNobodyCanReadComesBackFromItsReplayAndCanBeDropped() {
        var garbage = "{\"no JSON\": ".getBytes(StandardCharsets.UTF_8);
        kiln.stack()
                .events()
                .send(new ProducerRecord<>(
                        Topic.GENERATION_REQUESTS.qualifiedName(LocalStack.TOPIC_PREFIX), "garbage", garbage));
        var letter = kiln.dlq().awaitLetter("garbage", 1);

        kiln.dlq().run("replay", letter);

        var second = kiln.dlq().awaitLetter("garbage", 2);
        assertThat(second).isNotEqualTo(letter);
        assertThat(kiln.dlq().run("drop", second, "--why", "garbage")).contains("1 dropped, 0 left alone");
        assertThat(kiln.dlq().run("list", "--group", "dispatcher", "--limit", "1000"))
                .doesNotContain("key garbage");
    }

    @Test
    void aGoodRequestByTopicSucceeds() {
        var id = Shop.request(kiln, kiln.input(""));
        kiln.accepted(id);
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(kiln.completion(id)).isInstanceOf(GenerationSucceeded.class));
        assertThat(kiln.awaitEnd(id).path("reference").asText()).isEqualTo("order-7");
    }

    @Test
    void aBadRequestByTopicFailsWithAllItsFaults() {
        var id = Shop.request(kiln, kiln.input("").put("duration", "7").put("no_such_field", 1));
        kiln.accepted(id);
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(kiln.completion(id))
                        .isInstanceOfSatisfying(GenerationFailed.class, failed -> {
                            assertThat(failed.failure().reason()).isEqualTo("INVALID_INPUT");
                            assertThat(failed.faults()).hasSizeGreaterThanOrEqualTo(2);
                            assertThat(failed.charge()).isNull();
                        }));
        assertThat(kiln.creates(id)).isEmpty();
    }

    @Test
    void aGatewayThatWasKilledFindsItsGenerationsAgain() {
        var id = kiln.submitWith("callback-twice");
        kiln.stack().kill("gateway-service");
        kiln.stack().restart("gateway-service");
        kiln.awaitSuccess(id);
    }

    /** Where there are others, they go on with its work; else it does so itself when it is back. */
    @Test
    void aDispatcherThatWasKilledLeavesNothingUndone() {
        var before = Stream.generate(() -> kiln.submit(RunningStack.MODEL, kiln.input("")))
                .limit(3)
                .toList();
        before.forEach(kiln::awaitCreated);
        kiln.stack().kill("dispatcher-service");
        var after = Stream.generate(() -> kiln.submit(RunningStack.MODEL, kiln.input("")))
                .limit(3)
                .toList();
        kiln.stack().restart("dispatcher-service");
        Stream.concat(before.stream(), after.stream()).forEach(kiln::awaitSuccess);
    }

    @Test
    @Order(Integer.MAX_VALUE - 3)
    void nothingThatWasAcceptedIsLostWhenKafkaIsAwayFor20Seconds() {
        try (var load = Load.on(kiln)) {
            load.awaitAccepted(4, WITHIN);
            kiln.stack().stopKafka();
            load.lastsFor(Duration.ofSeconds(20));
            assertThat(load.refused()).isPositive();
            var acceptedBefore = load.accepted().size();
            kiln.stack().startKafka();
            load.awaitAccepted(acceptedBefore + 4, WITHIN);
        }
    }

    /** Last: over all that the other tests did. */
    @Test
    @Order(Integer.MAX_VALUE - 2)
    void everyGuaranteeHolds() {
        kiln.judgeAtQuiescence();
    }

    /** Over everything that was written and can be asked for, after all that can go wrong has gone wrong. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void noSecretAndNoPromptIsFoundOutsideItsHome() {
        assumeThat(kiln.stack()).as("runs as processes").isInstanceOf(LocalStack.class);
        Canaries.tempt(kiln);
        kiln.judgeAtQuiescence();

        var left = Traces.of(kiln.processes());

        assertThat(SecretsStayHome.placesOf(Secret.matching("what is no secret", "gen_|kiln_|started in"), left))
                .contains("table dispatcher.public.task.generation_id", "topic kiln.generation.completions key")
                .contains("log dispatcher-service.log", "http callback-service /q/metrics");
        assertThat(SecretsStayHome.placesOf(Canaries.PROMPT, left))
                .contains(
                        "topic kiln.generation.requests value", "topic kiln.generation.requests.dispatcher.dlq value");
        assertThat(SecretsStayHome.placesOf(Canaries.ADDRESS, left)).hasSize(1);
        assertThat(SecretsStayHome.placesOf(Canaries.ORDER, left)).hasSize(1);
        assertThat(new SecretsStayHome(Canaries.of(kiln.processes())).violations(left))
                .isEmpty();
    }

    /** The collector is there and the services know its address: traces are off all the same. */
    @Test
    @Order(Integer.MAX_VALUE - 1)
    void nothingIsTracedUnlessItIsAskedFor() {
        assumeThat(kiln.stack()).as("runs as processes").isInstanceOf(LocalStack.class);

        assertThat(Traces.of(kiln.processes()))
                .filteredOn(left -> left.place().endsWith("traceparent"))
                .extracting(Trace::text)
                .containsExactly("", "");
        assertThat(collector.bodies()).isEmpty();
    }

    /** By the services' own defaults. From then on Kie's balance is another than the ledger's. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aDriftOfOneCreditIsFoundWithinAMinute() {
        assumeThat(kiln.stack()).as("runs as processes").isInstanceOf(LocalStack.class);

        kiln.stack().simulator().drift("main", "1");

        await("a drift in the alarm's metric")
                .atMost(Duration.ofMinutes(1))
                .until(() -> kiln.metric(Part.BILLING, "kiln_billing_unexplained_credits"), figure -> figure == 1);
    }
}
