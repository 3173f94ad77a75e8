package dev.kiln.gateway.view.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.Position;
import dev.kiln.gateway.view.Projection;
import dev.kiln.gateway.view.Status;
import dev.kiln.gateway.view.ViewBatch;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@GatewayTest
class PgViewTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Projection projection = new Projection(Catalog.bundled());
    private final Events events = newEvents();

    @Inject
    PgView view;

    @Inject
    DataSource database;

    @Test
    void changesNothingByALowerOrEqualSequence() {
        store(events.succeeded(5));

        store(events.refused(5));
        store(events.submitted(4));

        assertThat(find().standing().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(find().standing().sequence()).isEqualTo(5);
    }

    @Test
    void replacesEverythingByAHigherSequence() {
        store(events.succeeded(5));

        store(events.refused(6));

        Generation generation = find();
        assertThat(generation.standing().status()).isEqualTo(Status.FAILED);
        assertThat(generation.ending().charge()).isNull();
        assertThat(generation.ending().assets()).isEmpty();
        assertThat(generation.ending().faults()).hasSize(1);
    }

    @Test
    void learnsTheTimeOfARequestThatComesLate() {
        store(events.succeeded(5));
        assertThat(find().standing().acceptedAt()).isNull();

        store(events.requested());

        assertThat(find().standing().acceptedAt()).isEqualTo(Events.ASKED);
        assertThat(find().standing().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void keepsThePriceThroughARequeue() {
        store(events.requested());

        store(events.requeued(2));

        assertThat(find().standing().status()).isEqualTo(Status.ACCEPTED);
        assertThat(find().estimate().hold()).hasToString("42");
    }

    @Test
    void takesNoWordOfAnotherTenant() {
        store(events.requested());

        store(new Events(events.id(), "globex").succeeded(9));

        assertThat(find().tenantId()).isEqualTo("acme");
        assertThat(find().standing().status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void keepsItsOwnersWordBehindAnothersInTheSameBatch() {
        store(events.requested());

        long refused = store(
                new Events(events.id(), "globex").succeeded(9),
                new Events(events.id(), "initech").succeeded(9),
                events.succeeded(3));

        assertThat(refused).isEqualTo(2);
        assertThat(find().tenantId()).isEqualTo("acme");
        assertThat(find().standing().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(find().standing().sequence()).isEqualTo(3);
    }

    @Test
    void storesManyRowsAtOnceAndTheSameAgain() {
        List<Events> many = Stream.generate(PgViewTest::newEvents).limit(500).toList();
        Envelope[] told = many.stream().map(one -> one.succeeded(3)).toArray(Envelope[]::new);

        store(told);
        store(told);

        assertThat(many)
                .allSatisfy(one ->
                        assertThat(find(one.id()).ending().charge().credits()).hasToString("41.5"));
    }

    @Test
    void remembersTheFarthestOffset() {
        String topic = "topic-" + UUID.randomUUID();
        reach(topic, 7);
        reach(topic, 5);

        assertThat(view.nextOffsets(topic).toCompletableFuture().join()).containsExactly(Map.entry(3, 7L));
    }

    @Test
    void keepsNoPrompt() throws SQLException {
        store(events.requested());
        String prompt = Requests.input(Requests.kling()).get("prompt").textValue();

        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM view.generation AS g WHERE g::text LIKE '%' || ? || '%'")) {
            query.setString(1, prompt);
            var result = query.executeQuery();
            result.next();
            assertThat(result.getInt(1)).isZero();
            query.setString(1, events.id());
            result = query.executeQuery();
            result.next();
            assertThat(result.getInt(1)).isEqualTo(1);
        }
    }

    private long store(Envelope... told) {
        ViewBatch batch = new ViewBatch();
        for (Envelope event : told) {
            projection.of(event).ifPresent(batch::add);
        }
        return view.store(batch).await().atMost(PATIENCE);
    }

    private void reach(String topic, long nextOffset) {
        ViewBatch batch = new ViewBatch();
        batch.reached(new Position(topic, 3), nextOffset);
        view.store(batch).await().atMost(PATIENCE);
    }

    private Generation find() {
        return find(events.id());
    }

    private Generation find(String id) {
        return view.find(id).toCompletableFuture().join().orElseThrow();
    }

    private static Events newEvents() {
        return Events.of(
                GenerationIds.ofRequest("acme", "/test", UUID.randomUUID().toString()));
    }
}
