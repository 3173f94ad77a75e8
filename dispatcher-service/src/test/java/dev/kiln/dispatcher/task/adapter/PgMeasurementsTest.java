package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.measure.Snapshot;
import dev.kiln.dispatcher.measure.Snapshot.Group;
import dev.kiln.dispatcher.overview.OpenState;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Submitting;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgMeasurementsTest {

    private static final Tables TABLES = new Tables();

    @BeforeEach
    void empty() {
        TABLES.empty();
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void groupsWhatIsOpenAndTellsTheOldest() {
        for (int number = 1; number <= 5; number++) {
            TABLES.store(Tables.queued(Tables.generation(number)));
        }
        for (Submitting claimed : TABLES.claims.claim(3)) {
            Generation generation = claimed.generation();
            if (generation.id().equals(Tables.generation(1).id())) {
                TABLES.change(generation, Optional.of(claimed.created("task-1", NOW.minusSeconds(7))));
            } else {
                TABLES.change(generation, Optional.of(claimed.doubt(CAUSE, NOW)));
            }
        }

        Snapshot snapshot = take();

        String model = Tables.generation(1).request().model();
        assertThat(snapshot.open())
                .extracting(Group::state, Group::model, Group::account, Group::tasks)
                .contains(org.assertj.core.groups.Tuple.tuple(OpenState.QUEUED, model, null, 2L));
        assertThat(snapshot.open().stream()
                        .filter(group -> group.state() != OpenState.QUEUED)
                        .mapToLong(Group::tasks)
                        .sum())
                .isEqualTo(3);
        assertThat(snapshot.open())
                .allSatisfy(group -> assertThat(group.since()).isNotNull());
        assertThat(snapshot.outbox()).isEqualTo(3);
        assertThat(snapshot.outboxSince()).isEqualTo(NOW);
        assertThat(snapshot.setAside()).isZero();
    }

    @Test
    void tellsSinceWhenAReadOfARecordIsDue() {
        TABLES.store(Tables.queued(Tables.generation(1)));
        Submitting claimed = TABLES.claims.claim(1).getFirst();
        TABLES.change(claimed.generation(), Optional.of(claimed.created("task-1", NOW.minusSeconds(7))));

        assertThat(take().pollDue()).containsOnlyKeys("main").containsValue(NOW.minusSeconds(7));
    }

    @Test
    void nothingThatWaitsIsNothing() {
        Snapshot snapshot = take();

        assertThat(snapshot.open()).isEmpty();
        assertThat(snapshot.pollDue()).isEmpty();
        assertThat(snapshot.confirmDue()).isNull();
        assertThat(snapshot.outboxSince()).isNull();
    }

    private static Snapshot take() {
        return new PgMeasurements(TABLES.pool()).take();
    }
}
