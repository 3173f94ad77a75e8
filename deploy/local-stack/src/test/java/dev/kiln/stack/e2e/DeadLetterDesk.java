package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.DeadLetterHeaders;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.Topic;
import dev.kiln.stack.Ask;
import dev.kiln.stack.KilnStack;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.deadletter.adapter.DlqCommand;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An operator with {@code ./kiln dlq}, at the dead letters of requests. */
final class DeadLetterDesk {
    private final KilnStack stack;

    DeadLetterDesk(KilnStack stack) {
        this.stack = stack;
    }

    /** What the command prints; another exit code than 0 is an AssertionError. */
    String run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kafka", stack.ports().bootstrapServers()));
        var out = new StringWriter();
        var err = new StringWriter();
        var nobody = new Ask(false, InputStream.nullInputStream(), System.err);
        var code = DlqCommand.commandLine(Path.of("."), nobody, Clock.systemUTC())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        assertThat(code).as(() -> out + "\n" + err).isZero();
        return out.toString();
    }

    /** Writes an event as a letter of a group, and nowhere else; returns the letter's id. */
    String bury(Envelope envelope, String group) {
        var event = new CloudEventsCodec(LocalStack.TOPIC_PREFIX).write(envelope);
        var letter = new ProducerRecord<>(
                Topic.GENERATION_REQUESTS.deadLetterName(LocalStack.TOPIC_PREFIX, group), event.key(), event.value());
        event.headers().forEach(letter.headers()::add);
        DeadLetterHeaders.add(letter.headers(), Reason.NOT_HANDLED, "a defect", event.topic(), 0, 0);
        stack.events().send(letter);
        return id(letters(group).getLast());
    }

    /** Waits until the dispatcher has written so many letters with the key; returns the last one's id. */
    String awaitLetter(String key, int count) {
        var found = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> letters("dispatcher").stream()
                                .filter(letter -> key.equals(letter.key()))
                                .toList(),
                        letters -> letters.size() >= count);
        return id(found.getLast());
    }

    private List<ConsumerRecord<String, byte[]>> letters(String group) {
        return stack.events().deadLetters(Topic.GENERATION_REQUESTS, group);
    }

    private static String id(ConsumerRecord<String, byte[]> letter) {
        return letter.topic() + "/" + letter.partition() + "/" + letter.offset();
    }
}
