package dev.kiln.stack.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The least that a durable door does: takes a body over HTTP and answers 202 when Kafka has it, with the producer's
 * settings of the gateway. What a service reaches of its rate is the measure of what the service adds.
 */
final class Floor {
    private final Vertx vertx;
    private final Producer<String, byte[]> producer;
    private final String topic;

    private Floor(Vertx vertx, Producer<String, byte[]> producer, String topic) {
        this.vertx = vertx;
        this.producer = producer;
        this.topic = topic;
    }

    /** Arguments: port, brokers and topic. */
    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        var floor = new Floor(
                vertx,
                new KafkaProducer<>(settings(args[1]), new StringSerializer(), new ByteArraySerializer()),
                args[2]);
        vertx.createHttpServer()
                .requestHandler(floor::take)
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(failure -> {
                    System.err.println("The floor cannot listen: " + failure);
                    System.exit(1);
                });
    }

    private void take(HttpServerRequest request) {
        var context = vertx.getOrCreateContext();
        request.body().onSuccess(body -> {
            var key = UUID.randomUUID().toString();
            producer.send(
                    new ProducerRecord<>(topic, key, body.getBytes()),
                    (metadata, failure) -> context.runOnContext(go -> request.response()
                            .setStatusCode(failure == null ? 202 : 503)
                            .end(key)));
        });
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        return settings;
    }
}
