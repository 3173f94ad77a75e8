package dev.kiln.dispatcher;

import static dev.kiln.dispatcher.Studio.creates;
import static dev.kiln.dispatcher.Studio.envelope;
import static dev.kiln.dispatcher.Studio.input;
import static dev.kiln.dispatcher.Studio.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.Credits;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskSucceeded;
import dev.kiln.contract.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the whole service can do nothing with becomes a dead letter that says why, and holds up nothing else. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class DispatcherDeadLettersTest {

    private Studio studio;

    @BeforeEach
    void open() {
        studio = new Studio();
    }

    @AfterEach
    void close() {
        studio.close();
    }

    @Test
    void aRequestThatComesTwiceIsSubmittedOnceAndAConflictingOneIsADeadLetter() {
        String prompt = "twice " + UUID.randomUUID();
        String id = studio.request(prompt);
        studio.send(envelope(requested(id, prompt)));
        studio.send(envelope(requested(id, "another " + prompt)));

        assertThat(studio.awaitDeadLetter(Topic.GENERATION_REQUESTS, id)).isEqualTo(Reason.CONFLICT);
        studio.await(id, GenerationSubmitted.class);
        assertThat(creates(id)).isEqualTo(1);
    }

    @Test
    void aCallbackThatCannotBeStoredIsADeadLetter() {
        String id = studio.request("a broken surfer " + UUID.randomUUID());
        GenerationSubmitted submitted = studio.await(id, GenerationSubmitted.class);

        studio.send(envelope(new TaskSucceeded(
                id,
                1,
                "jobs",
                submitted.submission().taskId(),
                List.of("https://files.example.com/\0.mp4"),
                Credits.of("50"))));

        assertThat(studio.awaitDeadLetter(Topic.TASK_COMPLETIONS, id)).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndTheRestGoesOn() {
        String requests = Topic.GENERATION_REQUESTS.qualifiedName(studio.prefix());
        String poison = UUID.randomUUID().toString();
        studio.send(new ProducerRecord<>(requests, poison, "no JSON".getBytes(StandardCharsets.UTF_8)));
        String malformed = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> structured =
                new ProducerRecord<>(requests, malformed, "{}".getBytes(StandardCharsets.UTF_8));
        structured.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        studio.send(structured);
        String unheardOf = GenerationIds.ofRequest("studio", "/test", "never requested");
        studio.send(envelope(new TaskSucceeded(unheardOf, 1, "jobs", "t", List.of(), null)));
        String unstorable =
                GenerationIds.ofRequest("studio", "/test", UUID.randomUUID().toString());
        studio.send(envelope(new GenerationRequested(
                unstorable, "kling/v2-1-pro", input("surfer"), null, Map.of("note", "\0"), null, null, null)));

        String id = studio.request("after the poison " + UUID.randomUUID());

        studio.await(id, GenerationSubmitted.class);
        assertThat(studio.awaitDeadLetter(Topic.GENERATION_REQUESTS, poison)).isEqualTo(Reason.UNREADABLE);
        assertThat(studio.awaitDeadLetter(Topic.GENERATION_REQUESTS, malformed)).isEqualTo(Reason.UNREADABLE);
        assertThat(studio.awaitDeadLetter(Topic.GENERATION_REQUESTS, unstorable))
                .isEqualTo(Reason.UNREADABLE);
        assertThat(studio.awaitDeadLetter(Topic.TASK_COMPLETIONS, unheardOf)).isEqualTo(Reason.UNKNOWN_GENERATION);
    }
}
