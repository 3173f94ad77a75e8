package dev.kiln.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewBatchTest {

    private static final String ID = GenerationIds.ofRequest("acme", "/test", "1");

    private final Projection projection = new Projection(Catalog.bundled());
    private final Events events = Events.of(ID);

    @Test
    void showsTheSameInWhateverOrderEventsCome() {
        List<Envelope> life = new ArrayList<>(List.of(
                events.requested(), events.inDoubt(1), events.requeued(2), events.submitted(3), events.succeeded(4)));
        Generation inOrder = only(life);
        Random random = new Random(11);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(life, random);
            assertThat(only(life)).isEqualTo(inOrder);
        }
        assertThat(inOrder.standing().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(inOrder.standing().acceptedAt()).isEqualTo(Events.ASKED);
    }

    @Test
    void showsEachEventsStatus() {
        assertThat(statusAfter(events.requested())).isEqualTo(Status.ACCEPTED);
        assertThat(statusAfter(events.submitted(1))).isEqualTo(Status.RUNNING);
        assertThat(statusAfter(events.inDoubt(1))).isEqualTo(Status.UNCERTAIN);
        assertThat(statusAfter(events.parked(1))).isEqualTo(Status.PARKED);
        assertThat(statusAfter(events.requeued(1))).isEqualTo(Status.ACCEPTED);
        assertThat(statusAfter(events.succeeded(1))).isEqualTo(Status.SUCCEEDED);
        assertThat(statusAfter(events.refused(1))).isEqualTo(Status.FAILED);
        assertThat(statusAfter(events.canceled(1))).isEqualTo(Status.CANCELED);
    }

    @Test
    void replacesACompletionByItsCorrection() {
        assertThat(only(List.of(events.refused(3), events.succeeded(4)))
                        .ending()
                        .failure())
                .isNull();
        assertThat(only(List.of(events.succeeded(4), events.refused(3)))
                        .ending()
                        .failure())
                .isNull();
    }

    @Test
    void keepsThePriceOfARequestThatWasRequeued() {
        assertThat(only(List.of(events.requested(), events.requeued(2)))
                        .estimate()
                        .quote())
                .hasToString("42");
    }

    @Test
    void takesNoWordOfAnotherTenant() {
        ViewBatch batch = batch(List.of(
                events.requested(), new Events(ID, "globex").succeeded(5), events.submitted(1), events.succeeded(2)));

        assertThat(batch.rounds())
                .hasSize(2)
                .allSatisfy(round -> assertThat(round).hasSize(1));
        assertThat(batch.rounds().getFirst().getFirst().tenantId()).isEqualTo("acme");
        assertThat(batch.rounds().getFirst().getFirst().standing().sequence()).isEqualTo(2);
        assertThat(batch.rounds().getLast().getFirst().tenantId()).isEqualTo("globex");
    }

    @Test
    void losesNoWordOfATenantBehindAnothers() {
        ViewBatch batch = batch(List.of(new Events(ID, "globex").succeeded(5), events.succeeded(3)));

        assertThat(batch.rounds())
                .flatExtracting(round -> round)
                .extracting(Generation::tenantId)
                .containsExactly("globex", "acme");
    }

    @Test
    void derivesTheIdOfARequestWithoutOne() {
        assertThat(only(List.of(Events.byTopic("/shop", "42"))).id())
                .isEqualTo(GenerationIds.ofRequest("acme", "/shop", "42"));
    }

    @Test
    void remembersTheFarthestOffsetOfAPartition() {
        ViewBatch batch = new ViewBatch();
        Position position = new Position("t", 3);

        batch.reached(position, 7);
        batch.reached(position, 6);

        assertThat(batch.nextOffsets()).containsEntry(position, 7L);
    }

    private Status statusAfter(Envelope event) {
        return only(List.of(event)).standing().status();
    }

    private Generation only(List<Envelope> told) {
        ViewBatch batch = batch(told);
        assertThat(batch.rounds())
                .singleElement()
                .satisfies(round -> assertThat(round).hasSize(1));
        return batch.rounds().getFirst().getFirst();
    }

    private ViewBatch batch(List<Envelope> told) {
        ViewBatch batch = new ViewBatch();
        told.forEach(event -> projection.of(event).ifPresent(batch::add));
        return batch;
    }
}
