package dev.kiln.stack.client;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kiln's topics: reads them from their beginning, and writes requests as another service does. */
public final class EventLog {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    /** A long run's events are hundreds of thousands, on a machine that is busy with starting services. */
    private static final Duration ALL_WITHIN = Duration.ofMinutes(5);

    private final String bootstrapServers;
    private final String prefix;
    private final CloudEventsCodec codec;

    public EventLog(String bootstrapServers, String prefix) {
        this.bootstrapServers = bootstrapServers;
        this.prefix = prefix;
        this.codec = new CloudEventsCodec(prefix);
    }

    /** Every event that is on a topic now, dead letters and requests apart. */
    public List<Envelope> all() {
        var topics = Arrays.stream(Topic.values())
                .filter(topic -> topic != Topic.GENERATION_REQUESTS)
                .map(topic -> topic.qualifiedName(prefix))
                .toList();
        return read(topics, polled -> codec.read(polled.headers(), polled.value()), ALL_WITHIN);
    }

    /** The completions of a generation, in the order in which they were said. */
    public List<CompletionEvent> completions(String generationId) {
        return read(List.of(Topic.GENERATION_COMPLETIONS.qualifiedName(prefix))).stream()
                .map(polled -> (CompletionEvent)
                        codec.read(polled.headers(), polled.value()).event())
                .filter(event -> event.generationId().equals(generationId))
                .toList();
    }

    /** How many records ask for a generation: more than one where a request was published again. */
    public long requests(String generationId) {
        return read(List.of(Topic.GENERATION_REQUESTS.qualifiedName(prefix))).stream()
                .filter(polled -> generationId.equals(polled.key()))
                .count();
    }

    /** Every letter that is now in the dead letters of a group that reads the topic. */
    public List<ConsumerRecord<String, byte[]>> deadLetters(Topic topic, String group) {
        return read(List.of(topic.deadLetterName(prefix, group))).stream()
                .filter(polled -> polled.headers().lastHeader(DeadLetterHeaders.REASON) != null)
                .toList();
    }

    /** Writes an event to its topic; returns when the broker has it. */
    public void send(Envelope envelope) {
        send(codec.write(envelope));
    }

    /** Writes any record; returns when the broker has it. */
    public void send(ProducerRecord<String, byte[]> sent) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(sent).get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("A record could not be written to " + sent.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while writing to " + sent.topic(), e);
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(List<String> topics) {
        return read(topics, polled -> polled, WITHIN);
    }

    private <T> List<T> read(
            List<String> topics, Function<ConsumerRecord<String, byte[]>, T> reading, Duration atMost) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            return readToEnd(consumer, topics, reading, atMost);
        }
    }

    private static <T> List<T> readToEnd(
            KafkaConsumer<String, byte[]> consumer,
            List<String> topics,
            Function<ConsumerRecord<String, byte[]>, T> reading,
            Duration atMost) {
        var partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, WITHIN).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions, WITHIN);
        Predicate<TopicPartition> unread = partition -> consumer.position(partition, WITHIN) < ends.get(partition);
        var records = new ArrayList<T>();
        var deadline = System.nanoTime() + atMost.toNanos();
        while (partitions.stream().anyMatch(unread)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The topics could not be read to their end within " + atMost);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(polled -> records.add(reading.apply(polled)));
        }
        return records;
    }
}
