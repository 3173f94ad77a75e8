package dev.kiln.dispatcher.intake;

import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Family;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Fault;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Lane;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.TaskRoute;
import dev.kiln.dispatcher.task.Transition;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcceptRequestTest {

    private final AcceptRequest accept =
            new AcceptRequest(Catalog.bundled(), Duration.ofHours(24), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void queuesAValidRequestWithItsRouteAndEstimate() {
        Transition step = accept(requested(ID, "kling/v2-1-pro", input().put("duration", "10")));

        assertThat(step.event()).isEmpty();
        assertThat(step.next()).isInstanceOfSatisfying(Queued.class, queued -> {
            assertThat(queued.generation().id()).isEqualTo(ID);
            assertThat(queued.generation().route()).isEqualTo(new TaskRoute(Family.JOBS, "kling/v2-1-pro"));
            assertThat(queued.generation().estimate().quote()).isEqualTo(Credits.of(100));
            assertThat(queued.generation().expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
            assertThat(queued.dueAt()).isEqualTo(NOW);
        });
    }

    @Test
    void failsARequestThatBreaksTheModelsRulesWithAllItsFaults() {
        ObjectNode input = input().put("duration", "7");
        input.remove("prompt");

        GenerationFailed failed = failed(accept(requested(ID, "kling/v2-1-pro", input)));

        assertThat(failed.failure().reason()).isEqualTo(Reason.INVALID_INPUT);
        assertThat(failed.faults()).extracting(Fault::pointer).contains("/input/duration", "/input/prompt");
        assertThat(failed.charge()).isNull();
        assertThat(failed.sequence()).isEqualTo(1);
    }

    @Test
    void failsARequestForAModelThatTheCatalogDoesNotHave() {
        GenerationFailed failed = failed(accept(requested(ID, "no/such-model", input())));

        assertThat(failed.failure().reason()).isEqualTo(Reason.UNKNOWN_MODEL);
        assertThat(failed.faults()).extracting(Fault::pointer).containsExactly("/model");
        assertThat(failed.request().model()).isEqualTo("no/such-model");
    }

    @Test
    void aRequestIsTheSameWhicheverCatalogCheckedIt() {
        GenerationRequested republished = new GenerationRequested(
                ID, "kling/v2-1-pro", input(), "order-7", Map.of(), Lane.STANDARD, null, "another revision");

        assertThat(fingerprint(republished)).isEqualTo(fingerprint(requested(ID, "kling/v2-1-pro", input())));
    }

    @Test
    void keepsNoRequestLongerThanItsTopicDoes() {
        assertThat(expiry(Instant.MAX)).isEqualTo(NOW.plus(Duration.ofDays(14)));
        assertThat(expiry(Instant.MIN)).isEqualTo(NOW);
        assertThat(expiry(NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(60));
    }

    private Instant expiry(Instant asked) {
        GenerationRequested requested =
                new GenerationRequested(ID, "kling/v2-1-pro", input(), null, null, null, asked, null);
        return accept(requested).next().generation().expiresAt();
    }

    @Test
    void derivesTheIdOfARequestThatNamesNone() {
        Transition step = accept(requested(null, "kling/v2-1-pro", input()));

        assertThat(step.next().generation().id()).isEqualTo(GenerationIds.ofRequest("studio", "/shop", "event-7"));
    }

    @Test
    void tellsARepeatedRequestFromAnotherWhateverTheOrderOfItsFields() throws Exception {
        ObjectNode reordered = (ObjectNode) ContractJson.mapper()
                .readTree("{\"image_url\":\"https://files.example.com/start.png\",\"prompt\":\"a gravity surfer\"}");

        String first = fingerprint(requested(ID, "kling/v2-1-pro", input()));

        assertThat(fingerprint(requested(ID, "kling/v2-1-pro", reordered))).isEqualTo(first);
        assertThat(fingerprint(requested(ID, "kling/v2-1-pro", input().put("duration", "5"))))
                .isNotEqualTo(first);
    }

    private String fingerprint(GenerationRequested requested) {
        return accept(requested).next().generation().fingerprint();
    }

    private Transition accept(GenerationRequested requested) {
        Envelope envelope = new Envelope("event-7", URI.create("/shop"), Instant.EPOCH, "studio", requested);
        return accept.accept(envelope, requested, null);
    }

    private static GenerationFailed failed(Transition step) {
        return (GenerationFailed) step.event().orElseThrow();
    }

    private static GenerationRequested requested(String id, String model, ObjectNode input) {
        return new GenerationRequested(id, model, input, "order-7", Map.of(), null, null, null);
    }

    private static ObjectNode input() {
        return ContractJson.mapper()
                .createObjectNode()
                .put("prompt", "a gravity surfer")
                .put("image_url", "https://files.example.com/start.png");
    }
}
