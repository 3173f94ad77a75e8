package dev.kiln.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.view.Projection;
import io.quarkus.agroal.DataSource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database make one generation of what comes under one key, whatever becomes of either. */
@GatewayTest
class PgAcceptOnceTest {

    private static final Duration LONG_AGO = Duration.ofSeconds(1);

    @Inject
    @ReactiveDataSource("registry")
    Pool pool;

    @Inject
    @DataSource("registry")
    javax.sql.DataSource database;

    private AcceptScene scene;
    private AcceptOnce one;
    private AcceptOnce other;

    @BeforeEach
    void start() {
        scene = new AcceptScene(pool, database);
        one = scene.replica();
        other = scene.replica();
    }

    @Test
    void makesOneGenerationOfSixteenAtOnce() {
        byte[] body = AcceptScene.bytes(Requests.banana());

        List<CompletableFuture<Acceptance>> asked = IntStream.range(0, 16)
                .mapToObj(i -> (i % 2 == 0 ? one : other)
                        .accept("acme", scene.key, body)
                        .toCompletableFuture())
                .toList();
        List<Acceptance> answers = asked.stream().map(CompletableFuture::join).toList();

        assertThat(answers.stream().filter(Acceptance.Accepted.class::isInstance))
                .hasSize(1);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfAny(
                                Acceptance.Accepted.class, Acceptance.Replayed.class, Acceptance.InFlight.class));
        assertThat(scene.log.appended())
                .singleElement()
                .satisfies(event -> assertThat(event.id()).isEqualTo(scene.id));
        assertThat(scene.accept(other, Requests.banana())).isInstanceOf(Acceptance.Replayed.class);
    }

    @Test
    void answersARepeatedRequestWithTheSameReceiptAfterARestart() {
        ObjectNode body = Requests.banana().put("reference", "order-1");
        body.putObject("metadata").put("b", "2").put("a", "1");
        Acceptance first = scene.accept(one, body);

        Acceptance again = scene.accept(scene.replica(), body);

        assertThat(first).isInstanceOfSatisfying(Acceptance.Accepted.class, accepted -> {
            assertThat(accepted.id()).isEqualTo(scene.id);
            assertThat(again).isEqualTo(new Acceptance.Replayed(scene.id, accepted.receipt()));
        });
        assertThat(scene.log.appended()).hasSize(1);
    }

    @Test
    void publishesUnderTheSameIdWhatAReplicaRecordedAndDidNotLiveToPublish() {
        Receipt earlier = scene.dieAfterTheRecord(Requests.banana());

        assertThat(scene.accept(one, Requests.banana())).isInstanceOfSatisfying(Acceptance.InFlight.class, inFlight -> {
            assertThat(inFlight.id()).isEqualTo(scene.id);
            assertThat(inFlight.remaining()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        });
        assertThat(scene.log.appended()).isEmpty();
        scene.table.leaseEnded(scene.id, LONG_AGO);

        assertThat(scene.accept(other, Requests.banana())).isEqualTo(new Acceptance.Accepted(scene.id, earlier));
        assertThat(scene.published()).singleElement().satisfies(requested -> {
            assertThat(requested.generationId()).isEqualTo(scene.id);
            assertThat(requested.catalogRevision()).isEqualTo("of-the-first-request");
        });
        assertThat(scene.accept(one, Requests.banana())).isInstanceOf(Acceptance.Replayed.class);
    }

    @Test
    void publishesAgainUnderTheSameIdWhatMayNotHaveArrived() {
        scene.log.says(Appending.UNKNOWN);
        assertThat(scene.accept(one, Requests.banana())).isEqualTo(new Acceptance.Unknown(scene.id, true));
        scene.log.says(Appending.ACKNOWLEDGED);
        assertThat(scene.accept(other, Requests.banana())).isInstanceOf(Acceptance.InFlight.class);

        scene.table.leaseEnded(scene.id, LONG_AGO);

        assertThat(scene.accept(other, Requests.banana())).isInstanceOf(Acceptance.Accepted.class);
        assertThat(scene.published())
                .hasSize(2)
                .allSatisfy(requested ->
                        assertThat(requested).isEqualTo(scene.published().getFirst()));
    }

    @Test
    void remembersNothingOfWhatWasCertainlyNotSent() {
        scene.log.says(Appending.NOT_SENT);
        assertThat(scene.accept(one, Requests.banana())).isEqualTo(new Acceptance.Overloaded());
        assertThat(scene.table.holds(scene.id)).isFalse();
        scene.log.says(Appending.ACKNOWLEDGED);

        assertThat(scene.accept(one, Requests.kling())).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void keepsThePossibilityOfAnEarlierPublishWhenALaterOneIsNotSent() {
        scene.log.says(Appending.UNKNOWN);
        scene.accept(one, Requests.banana());
        scene.table.leaseEnded(scene.id, LONG_AGO);
        scene.log.says(Appending.NOT_SENT);
        assertThat(scene.accept(one, Requests.banana())).isEqualTo(new Acceptance.Overloaded());
        scene.log.says(Appending.ACKNOWLEDGED);

        assertThat(scene.accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        assertThat(scene.accept(one, Requests.banana())).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void refusesAnotherBodyUnderTheKeyWhateverBecameOfTheFirst() {
        scene.dieAfterTheRecord(Requests.banana());
        assertThat(scene.accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        scene.table.leaseEnded(scene.id, LONG_AGO);
        assertThat(scene.accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        scene.accept(one, Requests.banana());

        assertThat(scene.accept(one, Requests.kling())).isEqualTo(new Acceptance.KeyReused());
        assertThat(scene.accept(one, AcceptScene.spoiled())).isEqualTo(new Acceptance.KeyReused());
        assertThat(scene.log.appended()).hasSize(1);
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        scene.accept(one, Requests.banana());

        Acceptance another = one.accept("globex", scene.key, AcceptScene.bytes(Requests.kling()))
                .toCompletableFuture()
                .join();

        assertThat(another)
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        accepted -> assertThat(accepted.id())
                                .isEqualTo(GenerationIds.ofIdempotencyKey("globex", scene.key.text()))
                                .isNotEqualTo(scene.id));
    }

    @Test
    void repeatsTheAnswerToARequestThatWouldBeTooLateNow() {
        ObjectNode body = Requests.banana()
                .put("expiresAt", scene.clock.instant().plusSeconds(60).toString());
        scene.accept(one, body);

        scene.clock.advance(Duration.ofMinutes(2));

        assertThat(scene.accept(one, body)).isInstanceOf(Acceptance.Replayed.class);
    }

    @Test
    void saysOfWhatIsTooLateNowThatItMayHaveBeenAccepted() {
        scene.log.says(Appending.UNKNOWN);
        ObjectNode body = Requests.banana()
                .put("expiresAt", scene.clock.instant().plusSeconds(60).toString());
        scene.accept(one, body);
        scene.table.leaseEnded(scene.id, LONG_AGO);

        scene.clock.advance(Duration.ofMinutes(2));

        assertThat(scene.accept(one, body))
                .isInstanceOfSatisfying(
                        Acceptance.RefusedAgain.class,
                        refused -> assertThat(refused.id()).isEqualTo(scene.id));
    }

    @Test
    void remembersNothingOfARequestThatBreaksTheRules() {
        assertThat(scene.accept(one, AcceptScene.spoiled())).isInstanceOf(Acceptance.Refused.class);
        assertThat(scene.table.holds(scene.id)).isFalse();

        assertThat(scene.accept(one, Requests.banana())).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void refusesAForgottenKeyWhoseGenerationIsKnown() {
        scene.view.add(new Projection(Catalog.bundled())
                .of(Events.of(scene.id).succeeded(2))
                .orElseThrow());

        assertThat(scene.accept(one, Requests.banana())).isEqualTo(new Acceptance.KeyReused());

        assertThat(scene.log.appended()).isEmpty();
        assertThat(scene.table.holds(scene.id)).isFalse();
    }

    @Test
    void keepsNoPrompt() {
        scene.accept(one, Requests.banana());

        assertThat(scene.table.holds(scene.id)).isTrue();
        assertThat(scene.table.holds(
                        Requests.input(Requests.banana()).get("prompt").textValue()))
                .isFalse();
    }
}
