package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.backends.SecuredKafka;
import dev.kiln.contract.Topic;
import dev.kiln.stack.deadletter.LetterFilter;
import dev.kiln.stack.deadletter.Resolution;
import dev.kiln.stack.deadletter.adapter.Cluster;
import dev.kiln.stack.deadletter.adapter.KafkaLetters;
import dev.kiln.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of strimzi/users.yaml on a real broker: each service does what the contract asks of it, and no more. */
class KafkaRightsTest {
    private static final String PREFIX = "kiln.";
    private static final List<String> SERVICES = List.of("gateway", "dispatcher", "callback", "billing");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static SecuredKafka kafka;

    @BeforeAll
    static void theBrokerKnowsTheUsersOfTheManifests() {
        kafka = SecuredKafka.start(directory);
        Topics.create(kafka.unboundedServers(), PREFIX);
        Rendering.files()
                .ofKind("KafkaUser")
                .forEach(user -> kafka.addUser(user.name(), password(user.name()), KafkaRule.bindings(user)));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dispatcher", "callback", "billing"})
    void aServiceWritesItsTopicsAndDeadLettersAndNoOthers(String service) {
        try (var producer = producer(service)) {
            for (var topic : Topic.values()) {
                var written = topic.writer().equals(service + "-service");
                assertThat(refusal(producer, topic.qualifiedName(PREFIX)).isEmpty())
                        .as("%s writes %s", service, topic)
                        .isEqualTo(written);
                for (var group : topic.groups()) {
                    assertThat(refusal(producer, topic.deadLetterName(PREFIX, group))
                                    .isEmpty())
                            .as("%s writes the dead letters of %s on %s", service, group, topic)
                            .isEqualTo(group.equals(service));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dispatcher", "callback", "billing"})
    void aServiceReadsItsTopicsInItsGroupAndNoOthers(String service) throws Exception {
        for (var topic : Topic.values()) {
            var name = topic.qualifiedName(PREFIX);
            write(name);
            assertThat(read(service, PREFIX + service, name).isEmpty())
                    .as("%s reads %s", service, topic)
                    .isEqualTo(topic.groups().contains(service) || hearsItself(service, topic));
        }
    }

    private static boolean hearsItself(String service, Topic topic) {
        return service.equals("dispatcher") && KafkaUsersTest.HEARS_ITSELF.contains(topic);
    }

    @ParameterizedTest
    @CsvSource({"gateway,dispatcher", "dispatcher,billing", "billing,gateway"})
    void aServiceDoesNotReadInAnothersGroup(String service, String other) throws Exception {
        var topic = Stream.of(Topic.values())
                .filter(candidate -> candidate.groups().contains(service))
                .findFirst()
                .orElseThrow()
                .qualifiedName(PREFIX);

        assertThat(read(service, PREFIX + service + "-more", topic)).isEmpty();
        assertThat(read(service, PREFIX + other, topic)).isPresent();
    }

    @Test
    void theGatewayLearnsWhereTheRequestsEnd() throws Exception {
        var partition = new TopicPartition(Topic.GENERATION_REQUESTS.qualifiedName(PREFIX), 0);
        try (var admin = Admin.create(settings("kiln-gateway-service"))) {
            var ends = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            assertThat(ends).containsKey(partition);
        }
    }

    @Test
    void whoScalesSeesHowFarTheDispatcherIsAndReadsNothing() throws Exception {
        var topic = Topic.GENERATION_REQUESTS.qualifiedName(PREFIX);
        try (var admin = Admin.create(settings("kiln-keda"))) {
            assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get(30, TimeUnit.SECONDS))
                    .containsKey(topic);
            assertThat(admin.listConsumerGroupOffsets(PREFIX + "dispatcher")
                            .all()
                            .get(30, TimeUnit.SECONDS))
                    .containsKey(PREFIX + "dispatcher");
            assertThat(admin.listOffsets(Map.of(new TopicPartition(topic, 0), OffsetSpec.latest()))
                            .all()
                            .get(30, TimeUnit.SECONDS))
                    .hasSize(1);
        }
        assertThat(readAs("kiln-keda", PREFIX + "dispatcher", topic)).isPresent();
    }

    /** As ./kiln dlq does it. */
    @Test
    void anOperatorReadsReplaysAndPutsAwayALetterAndReadsNothingElse() {
        var source = Topic.GENERATION_REQUESTS;
        try (var producer = producer("dispatcher")) {
            assertThat(refusal(producer, source.deadLetterName(PREFIX, "dispatcher")))
                    .isEmpty();
        }
        var cluster = new Cluster(
                kafka.bootstrapServers(), kafka.client("kiln-operators", password("kiln-operators")), PREFIX);
        try (var letters = KafkaLetters.on(cluster)) {
            var ofDispatcher = new LetterFilter(source, "dispatcher", null, null);
            var letter = letters.survey(ofDispatcher, false, 1)
                    .found()
                    .getFirst()
                    .letter()
                    .id();
            assertThat(letters.publish(letters.find(letter).orElseThrow())).startsWith(source.qualifiedName(PREFIX));
            letters.record(new Resolution(letter, Resolution.Action.REPLAYED, "anna", Instant.EPOCH, "readable now"));
            assertThat(letters.resolutions(List.of(letter))).containsKey(letter);
            assertThat(letters.survey(LetterFilter.ALL, false, 1).total()).isNotNegative();
        }
        assertThat(readAs("kiln-operators", "kiln-operators", source.qualifiedName(PREFIX)))
                .isPresent();
    }

    @Test
    void anotherServiceAsksAndReadsTheAnswersInItsOwnGroup() throws Exception {
        var user = "studio-render-queue";
        var completions = Topic.GENERATION_COMPLETIONS.qualifiedName(PREFIX);
        write(completions);
        try (var producer = producerAs(user)) {
            assertThat(refusal(producer, Topic.GENERATION_REQUESTS.qualifiedName(PREFIX)))
                    .isEmpty();
            assertThat(refusal(producer, completions)).isPresent();
        }

        assertThat(readAs(user, user, completions)).isEmpty();
        assertThat(readAs(user, PREFIX + "gateway", completions)).isPresent();
        assertThat(readAs(user, user, Topic.GENERATION_REQUESTS.qualifiedName(PREFIX)))
                .isPresent();
    }

    @Test
    void nobodyComesInWithoutAPassword() {
        var settings = new HashMap<String, Object>(kafka.client("kiln-gateway-service", "guessed"));
        try (var admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void noServiceMakesTopicsOrRights() {
        for (var service : SERVICES) {
            try (var admin = Admin.create(settings("kiln-" + service + "-service"))) {
                assertThatThrownBy(() -> admin.deleteTopics(List.of(PREFIX + "generation.requests"))
                                .all()
                                .get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(AuthorizationException.class);
            }
        }
    }

    private static Optional<Throwable> refusal(KafkaProducer<String, String> producer, String topic) {
        try {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get(30, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(AuthorizationException.class);
            return Optional.of(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(topic, e);
        }
    }

    private static Optional<Throwable> read(String service, String group, String topic) {
        return readAs("kiln-" + service + "-service", group, topic);
    }

    /** Empty where a record was read and its offset committed. */
    private static Optional<Throwable> readAs(String user, String group, String topic) {
        var settings = settings(user);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var deadline = System.nanoTime() + DEADLINE.toNanos();
            while (consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(user + " neither reads " + topic + " nor is refused");
                }
            }
            consumer.commitSync(DEADLINE);
            return Optional.empty();
        } catch (AuthorizationException e) {
            return Optional.of(e);
        } catch (KafkaException e) {
            throw new AssertionError(topic, e);
        }
    }

    private static void write(String topic) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.unboundedServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get(30, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String service) {
        return producerAs("kiln-" + service + "-service");
    }

    private static KafkaProducer<String, String> producerAs(String user) {
        var settings = settings(user);
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static Map<String, Object> settings(String user) {
        return new HashMap<>(kafka.client(user, password(user)));
    }

    private static String password(String user) {
        return "password-of-" + user;
    }
}
