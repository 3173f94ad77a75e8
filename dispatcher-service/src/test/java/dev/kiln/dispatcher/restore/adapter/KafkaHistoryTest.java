package dev.kiln.dispatcher.restore.adapter;

import static dev.kiln.dispatcher.restore.adapter.KafkaHistory.NEWEST;
import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.SubmissionEvent;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real broker: a partition of more words than are read, with garbage behind them, and one of a single word. */
class KafkaHistoryTest {

    private static final Topic TOPIC = Topic.GENERATION_SUBMISSIONS;
    private static final int FULL = 3;
    private static final int SPARSE = 5;
    private static final long WORDS = NEWEST + 5;
    private static final long GARBAGE = 2;
    private static final long END = WORDS + GARBAGE;

    private static Map<String, Object> kafka;
    private static String prefix;
    private static Admin admin;
    private static KafkaHistory history;

    @BeforeAll
    static void start() throws Exception {
        BackendsTestResource backends = new BackendsTestResource();
        backends.init(Map.of("postgres", "false"));
        Map<String, String> config = backends.start();
        kafka = Map.of("bootstrap.servers", config.get("kafka.bootstrap.servers"));
        prefix = config.get("kiln.topics.prefix");
        admin = Admin.create(kafka);
        history = new KafkaHistory(admin, kafka, prefix, new CloudEventsCodec(prefix));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            for (long sequence = 1; sequence <= WORDS; sequence++) {
                send(producer, word(FULL, sequence));
            }
            for (long number = 0; number < GARBAGE; number++) {
                send(producer, record(FULL, "no JSON".getBytes(StandardCharsets.UTF_8)));
            }
            send(producer, word(SPARSE, 99));
        }
    }

    @AfterAll
    static void stop() {
        admin.close();
    }

    @Test
    void readsTheNewestOfEachPartitionAndPassesGarbageOver() {
        assertThat(newest(Map.of())).containsExactlyInAnyOrderElementsOf(lastOfTheFullOneAnd(99));
    }

    @Test
    void readsNothingBeforeTheOffsetThatItIsGiven() {
        assertThat(newest(Map.of(FULL, WORDS - 1, SPARSE, 1L))).containsExactly(WORDS);
        assertThat(newest(Map.of(FULL, END, SPARSE, 1L))).isEmpty();
    }

    /** As where the cluster was lost and its topics were made anew. */
    @Test
    void anOffsetBeyondTheEndIsAnotherTopics() {
        assertThat(newest(Map.of(FULL, END + 1, SPARSE, 2L)))
                .containsExactlyInAnyOrderElementsOf(lastOfTheFullOneAnd(99));
    }

    @Test
    void aTopicWithoutRecordsOrThatIsNotThereTellsNothingAndIsNotMade() throws Exception {
        List<Envelope> read = new ArrayList<>();

        history.newest(Topic.GENERATION_COMPLETIONS, Map.of(), read::addAll);
        new KafkaHistory(admin, kafka, "nowhere.", new CloudEventsCodec("nowhere."))
                .newest(TOPIC, Map.of(), read::addAll);

        assertThat(read).isEmpty();
        assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).noneMatch(name -> name.startsWith("nowhere."));
    }

    @Test
    void readsAllAndTellsWhereThePartitionsEnd() {
        List<Envelope> read = new ArrayList<>();

        Map<Integer, Long> ends = history.events(TOPIC, read::addAll);

        assertThat(read).hasSize((int) WORDS + 1);
        assertThat(ends).hasSize(TOPIC.partitions()).containsEntry(FULL, END).containsEntry(SPARSE, 1L);
        assertThat(ends.values()).contains(0L);
    }

    private static List<Long> newest(Map<Integer, Long> from) {
        List<Long> sequences = new ArrayList<>();
        history.newest(
                TOPIC,
                from,
                batch -> batch.forEach(envelope -> sequences.add(((SubmissionEvent) envelope.event()).sequence())));
        return sequences;
    }

    private static List<Long> lastOfTheFullOneAnd(long another) {
        return LongStream.concat(LongStream.rangeClosed(END - NEWEST + 1, WORDS), LongStream.of(another))
                .boxed()
                .toList();
    }

    private static ProducerRecord<String, byte[]> word(int partition, long sequence) {
        InDoubt before = new InDoubt(
                Samples.generation(), sequence - 1, false, Samples.inDoubt().submission(), CAUSE, NOW);
        ProducerRecord<String, byte[]> written = new CloudEventsCodec(prefix)
                .write(new Envelope(
                        ID + "." + sequence,
                        Envelope.DISPATCHER,
                        NOW,
                        "studio",
                        before.park().event().orElseThrow()));
        return new ProducerRecord<>(written.topic(), partition, ID, written.value(), written.headers());
    }

    private static ProducerRecord<String, byte[]> record(int partition, byte[] value) {
        return new ProducerRecord<>(TOPIC.qualifiedName(prefix), partition, ID, value);
    }

    private static void send(KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record)
            throws Exception {
        producer.send(record).get(20, TimeUnit.SECONDS);
    }
}
