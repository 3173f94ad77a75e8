package dev.kiln.stack.e2e;

import dev.kiln.contract.Topic;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.client.EventLog;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests that no service can read. */
final class Poison {
    static final String KEY = "poison";
    static final byte[] NO_JSON = "{\"this is\": no JSON".getBytes(StandardCharsets.UTF_8);

    /** Says that it holds a whole event, and does not. */
    static final byte[] HOLLOW = "{}".getBytes(StandardCharsets.UTF_8);

    private static final byte[] STRUCTURED = "application/cloudevents+json".getBytes(StandardCharsets.UTF_8);

    private Poison() {}

    /** One of each kind. */
    static void intoEveryPartition(EventLog events) {
        var requests = Topic.GENERATION_REQUESTS.qualifiedName(LocalStack.TOPIC_PREFIX);
        for (var partition = 0; partition < Topic.GENERATION_REQUESTS.partitions(); partition++) {
            events.send(new ProducerRecord<>(requests, partition, KEY, NO_JSON));
            var malformed = new ProducerRecord<>(requests, partition, KEY, HOLLOW);
            malformed.headers().add("content-type", STRUCTURED);
            events.send(malformed);
        }
    }
}
