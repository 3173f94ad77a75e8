package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.KafkaSide;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.CreditsCorrected;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Submission;
import dev.kiln.contract.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class GenerationEventsConsumerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @Inject
    DataSource dataSource;

    @Inject
    MeterRegistry registry;

    private LedgerTables tables;
    private KafkaSide kafka;
    private final Steps generation = Steps.of("consumer-tests", "kling/v2-1-pro");

    @BeforeEach
    void open() {
        tables = new LedgerTables(dataSource);
        kafka = new KafkaSide();
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void booksTheChargeAndSaysIt() {
        kafka.say(generation.submitted(2, "10"), generation.succeeded(3, "3.5"));

        awaitSpend(generation, "3.5");
        Envelope said = charges(1).getFirst();
        assertThat(said.id()).isEqualTo(generation.generationId() + ".3.charged");
        assertThat(said.source()).isEqualTo(Envelope.BILLING);
        assertThat(said.tenantId()).isEqualTo("consumer-tests");
        assertThat(((CreditsCharged) said.event()).charge().credits()).isEqualTo(Credits.of("3.5"));
        assertThat(((CreditsCharged) said.event()).completionId()).isEqualTo(generation.generationId() + ".3");
    }

    @Test
    void chargesAndSaysItOnceWhenEveryRecordComesTwice() {
        kafka.say(generation.succeeded(3, "10"), generation.succeeded(3, "10"));
        kafka.say(generation.submitted(2, "30"), generation.succeeded(4, "7"), generation.succeeded(3, "10"));

        awaitSpend(generation, "7");
        List<Envelope> said = charges(2);
        assertThat(said)
                .extracting(Envelope::id)
                .containsExactlyInAnyOrder(
                        generation.generationId() + ".3.charged", generation.generationId() + ".4.corrected");
        assertThat(said)
                .filteredOn(envelope -> envelope.event() instanceof CreditsCorrected)
                .singleElement()
                .satisfies(envelope -> assertThat(((CreditsCorrected) envelope.event()).difference())
                        .isEqualTo(Credits.of("-3")));
        awaitApplied(generation, 3);
        await().atMost(DEADLINE)
                .until(() -> tables.count("working.outbox", "record_key = '" + generation.generationId() + "'") == 0);
        assertThat(charges(2)).hasSize(2);
    }

    @Test
    void setsAPoisonRecordAsideWithItsReasonAndGoesOn() {
        String key = generation.generationId();
        kafka.send(new ProducerRecord<>(completions(), key, "no json".getBytes(StandardCharsets.UTF_8)));
        kafka.send(new ProducerRecord<>(completions(), key, null));
        ProducerRecord<String, byte[]> cut = kafka.codec().write(generation.succeeded(3, "10"));
        kafka.send(new ProducerRecord<>(
                completions(), null, key, "{\"generationId\":".getBytes(StandardCharsets.UTF_8), cut.headers()));
        kafka.say(generation.succeeded(4, "2.8"));

        awaitSpend(generation, "2.8");
        List<ConsumerRecord<String, byte[]>> letters = kafka.awaitDeadLetters(Topic.GENERATION_COMPLETIONS, key, 3);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(KafkaSide.header(letter, "dead-letter-reason")).isEqualTo(Reason.UNREADABLE);
            assertThat(KafkaSide.header(letter, "dead-letter-topic")).isEqualTo(completions());
            assertThat(KafkaSide.header(letter, "dead-letter-detail")).isNotBlank();
        });
        assertThat(letters.getFirst().value()).isEqualTo("no json".getBytes(StandardCharsets.UTF_8));
        assertThat(letters.get(1).value()).isNull();
        assertThat(KafkaSide.header(letters.get(2), "ce_id")).isEqualTo(key + ".3");
    }

    @Test
    void setsAsideWhatTheDatabaseCannotHoldAndBooksTheRestOfTheBatch() {
        Steps poisoned = Steps.of("consumer-tests", "kling/v2-1-pro").withTask("task \u0000");
        kafka.say(generation.submitted(2, "10"), poisoned.succeeded(3, "10"), generation.succeeded(3, "3.5"));

        awaitSpend(generation, "3.5");
        ConsumerRecord<String, byte[]> letter = kafka.awaitDeadLetters(
                        Topic.GENERATION_COMPLETIONS, poisoned.generationId(), 1)
                .getFirst();
        assertThat(KafkaSide.header(letter, "dead-letter-reason")).isEqualTo(Reason.NOT_BOOKABLE);
    }

    @Test
    void waitsForADatabaseThatDoesNotAnswerAndLosesNothing() throws SQLException {
        try (Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE working.generation");
            kafka.say(generation.succeeded(3, "10"));
            await().atMost(DEADLINE)
                    .until(() -> registry.counter("kiln.billing.intake.retries").count() > 0);
            holder.rollback();
        }

        awaitSpend(generation, "10");
        assertThat(tables.count("ledger.booking", ofGeneration())).isEqualTo(1);
    }

    @Test
    void setsAsideWhatContradictsTheLedger() {
        Steps thief = Steps.of("consumer-tests", "kling/v2-1-pro").withTask(generation.taskId());
        kafka.say(generation.succeeded(3, "10"));
        awaitSpend(generation, "10");

        kafka.say(thief.succeeded(3, "10"));
        kafka.say(generation.failed(4, "5", new Submission(1, "main", null, Steps.SUBMITTED)));

        assertThat(reason(thief)).isEqualTo(Reason.CONFLICT);
        assertThat(reason(generation)).isEqualTo(Reason.CHARGE_WITHOUT_TASK);
        awaitSpend(generation, "10");
    }

    @ParameterizedTest
    @CsvSource({
        "\"-5\", UNREADABLE",
        "5, UNREADABLE",
        "\"5.0001\", UNREADABLE",
        "\"many\", UNREADABLE",
        "\"1000\", IMPLAUSIBLE_CHARGE"
    })
    void parksAChargeThatMakesNoSense(String credits, String reason) {
        kafka.say(generation.submitted(2, "10"));
        ProducerRecord<String, byte[]> sound = kafka.codec().write(generation.succeededAbove(3, "7.77", "10"));
        String body = new String(sound.value(), StandardCharsets.UTF_8).replace("\"7.77\"", credits);
        kafka.send(new ProducerRecord<>(
                completions(),
                null,
                generation.generationId(),
                body.getBytes(StandardCharsets.UTF_8),
                sound.headers()));

        assertThat(reason(generation)).isEqualTo(reason);
        awaitApplied(generation, 1);
        assertThat(tables.balances(Set.of(generation.generationId())))
                .contains("holds consumer-tests kling/v2-1-pro main null 2026-11-22 10");
    }

    @Test
    void passesOverAnEventOfALaterVersion() {
        ProducerRecord<String, byte[]> later = kafka.codec().write(generation.succeeded(3, "10"));
        later.headers()
                .remove("ce_type")
                .add("ce_type", "dev.kiln.generation.archived.v1".getBytes(StandardCharsets.UTF_8));
        kafka.send(later);
        kafka.say(generation.succeeded(4, "2"));

        awaitSpend(generation, "2");
        assertThat(tables.count("ledger.applied_event", ofGeneration())).isEqualTo(1);
    }

    @Test
    void readsStructuredMode() {
        String body = """
                {"specversion":"1.0","id":"%1$s.3","source":"/kiln/dispatcher","tenantid":"consumer-tests",
                 "type":"dev.kiln.generation.canceled.v1","time":"2026-11-23T00:10:00Z","data":{
                 "generationId":"%1$s","sequence":3,"completedAt":"2026-11-23T00:10:00Z",
                 "request":{"model":"kling/v2-1-pro","catalogRevision":"c0ffee"},
                 "submission":{"attempt":1,"account":"main","taskId":"%2$s","submittedAt":"2026-11-22T23:50:00Z"},
                 "charge":{"credits":"0.125","basis":"reported"}}}""".formatted(generation.generationId(), generation.taskId());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(completions(), generation.generationId(), body.getBytes(StandardCharsets.UTF_8));
        record.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));

        kafka.send(record);

        awaitSpend(generation, "0.125");
    }

    @Test
    void remembersTheNextOffsetsInTheLedger() {
        kafka.say(generation.submitted(2, "10"));
        awaitApplied(generation, 1);

        assertThat(tables.count("working.consumed", "topic = '" + kafka.prefix() + "generation.submissions'"))
                .isPositive();
    }

    private void awaitSpend(Steps steps, String credits) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(tables.balances(Set.of(steps.generationId())))
                        .filteredOn(line -> !line.startsWith("prepaid"))
                        .singleElement()
                        .satisfies(line -> assertThat(line).startsWith("spend").endsWith(" " + credits)));
    }

    private void awaitApplied(Steps steps, int events) {
        await().atMost(DEADLINE)
                .until(() -> tables.count("ledger.applied_event", "generation_id = '" + steps.generationId() + "'")
                        == events);
    }

    private List<Envelope> charges(int count) {
        return kafka
                .await(Topic.BILLING_CHARGES.qualifiedName(kafka.prefix()), generation.generationId(), count)
                .stream()
                .map(record -> kafka.codec().read(record.headers(), record.value()))
                .toList();
    }

    private String reason(Steps steps) {
        ConsumerRecord<String, byte[]> letter = kafka.awaitDeadLetters(
                        Topic.GENERATION_COMPLETIONS, steps.generationId(), 1)
                .getFirst();
        return KafkaSide.header(letter, "dead-letter-reason");
    }

    private String completions() {
        return Topic.GENERATION_COMPLETIONS.qualifiedName(kafka.prefix());
    }

    private String ofGeneration() {
        return "generation_id = '" + generation.generationId() + "'";
    }
}
