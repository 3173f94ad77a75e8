package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static dev.kiln.dispatcher.task.Samples.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** States, due times and the outbox, against a real PostgreSQL whose session zone is not UTC. */
class PgTasksTest {

    private static Tables tables;

    @BeforeAll
    static void start() {
        tables = new Tables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void empty() {
        tables.empty();
    }

    @Test
    void givesBackEveryStateAsItWasStored() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        assertThat(tables.read(generation)).isEqualTo(Tables.queued(generation));

        Submitting submitting = tables.claims.claim(1).getFirst();
        assertThat(tables.read(generation)).isEqualTo(submitting);

        InDoubt doubt =
                (InDoubt) tables.change(generation, Optional.of(submitting.doubt(CAUSE, NOW.plusSeconds(7200))));
        assertThat(tables.read(generation)).isEqualTo(doubt);

        Task parked = tables.change(generation, Optional.of(doubt.park()));
        assertThat(tables.read(generation)).isEqualTo(parked);

        Running running = (Running) tables.change(generation, Optional.of(doubt.created("task-1", NOW)));
        assertThat(tables.read(generation)).isEqualTo(running);

        Finished finished =
                (Finished) tables.change(generation, Optional.of(running.finish("task-1", success("2.8"), NOW)));
        Finished stored = (Finished) tables.read(generation);
        assertThat(stored.completion()).isEqualTo(finished.completion());
        assertThat(stored.generation().input()).isNull();
    }

    @Test
    void takesADueTaskForPollingOnce() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        Submitting submitting = tables.claims.claim(1).getFirst();
        tables.change(generation, Optional.of(submitting.created("task-1", NOW)));

        assertThat(tables.tasks.takeDueForPoll(NOW.minusSeconds(1), NOW.plusSeconds(30), 10))
                .isEmpty();
        assertThat(tables.tasks.takeDueForPoll(NOW, NOW.plusSeconds(30), 10)).hasSize(1);
        assertThat(tables.tasks.takeDueForPoll(NOW, NOW.plusSeconds(30), 10)).isEmpty();
    }

    @Test
    void takesAnEndedTaskForConfirmationUntilItIsConfirmed() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        Submitting submitting = tables.claims.claim(1).getFirst();
        Finished ended = (Finished) tables.change(
                generation,
                Optional.of(submitting.finish("task-1", success("2.8"), NOW).confirmingAt(NOW)));

        assertThat(tables.tasks.takeDueForPoll(NOW, NOW.plusSeconds(30), 10)).isEmpty();
        assertThat(tables.tasks.takeDueForConfirmation(NOW, NOW.plusSeconds(30), 10))
                .hasSize(1);
        assertThat(tables.tasks.takeDueForConfirmation(NOW, NOW.plusSeconds(30), 10))
                .isEmpty();
        tables.change(generation, Optional.of(ended.confirmed(null)));
        assertThat(tables.tasks.takeDueForConfirmation(NOW.plusSeconds(99), NOW, 10))
                .isEmpty();
    }

    @Test
    void findsWhatTimeHasOvertaken() {
        tables.store(Tables.queued(Tables.generation(1)));
        tables.store(Tables.queued(Tables.generation(2)));
        Submitting submitting = tables.claims.claim(1).getFirst();

        assertThat(tables.tasks.unreported(NOW.plusSeconds(59), 10)).isEmpty();
        assertThat(tables.tasks.unreported(NOW.plusSeconds(60), 10))
                .containsExactly(submitting.generation().id());
        assertThat(tables.tasks.expired(NOW.plusSeconds(86400), 10)).hasSize(1);
        tables.change(submitting.generation(), Optional.of(submitting.doubt(CAUSE, NOW.plusSeconds(7200))));
        assertThat(tables.tasks.unsettled(NOW.plusSeconds(7200), 10)).hasSize(1);
    }

    @Test
    void changesManyTogether() {
        List<String> ids = IntStream.range(0, 250)
                .mapToObj(Tables::generation)
                .peek(generation -> tables.store(Tables.queued(generation)))
                .map(Generation::id)
                .toList();

        int moved = tables.tasks.changeAll(
                ids, task -> task instanceof Queued queued ? Optional.of(queued.cancel(NOW)) : Optional.empty());

        assertThat(moved).isEqualTo(250);
        assertThat(tables.count("task where state = 'CANCELED'")).isEqualTo(250);
        assertThat(tables.count("outbox")).isEqualTo(250);
        assertThat(tables.tasks.changeAll(List.of(), task -> Optional.empty())).isZero();
    }

    @Test
    void aTaskIsAnothersWhereKieHasNamedItForThatOneAndNotWhereAHintHas() {
        tables.store(Tables.queued(Tables.generation(1)));
        Submitting submitting = tables.claims.claim(1).getFirst();
        Generation generation = submitting.generation();

        tables.change(generation, Optional.of(submitting.lookInto("task-1", NOW)));
        assertThat(tables.tasks.isOfAnother("task-1", "gen_else")).isFalse();
        tables.change(generation, Optional.of(submitting.created("task-1", NOW)));

        assertThat(tables.tasks.isOfAnother("task-1", "gen_else")).isTrue();
        assertThat(tables.tasks.isOfAnother("task-1", generation.id())).isFalse();
        assertThat(tables.tasks.isOfAnother("task-2", "gen_else")).isFalse();
    }

    @Test
    void remembersWhatAHintNamed() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        Submitting submitting = tables.claims.claim(1).getFirst();

        tables.change(generation, Optional.of(submitting.hinted("task-1")));

        assertThat(tables.read(generation))
                .isEqualTo(submitting.hinted("task-1").next());

        Running lookedInto = (Running) tables.change(generation, Optional.of(submitting.lookInto("task-1", NOW)));
        assertThat(tables.read(generation)).isEqualTo(lookedInto);
        Task parked = tables.change(generation, Optional.of(lookedInto.park(NOW)));
        assertThat(tables.read(generation)).isEqualTo(parked);
        assertThat(((Parked) parked).hinted()).isTrue();
    }

    @Test
    void keepsEventsUntilTheyArePublished() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        Submitting submitting = tables.claims.claim(1).getFirst();
        tables.change(generation, Optional.of(submitting.created("task-1", NOW)));

        assertThatThrownBy(() -> tables.relay(10, events -> {
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");
        List<Envelope> published = new ArrayList<>();
        assertThat(tables.relay(10, published::addAll)).isEqualTo(1);

        assertThat(published).singleElement().satisfies(envelope -> {
            assertThat(envelope.id()).isEqualTo(generation.id() + ".2");
            assertThat(envelope.tenantId()).isEqualTo("studio");
            assertThat(envelope.event()).isInstanceOf(GenerationSubmitted.class);
        });
        assertThat(tables.count("outbox")).isZero();
    }
}
