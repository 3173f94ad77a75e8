package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.FAILURE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.ContractJson;
import dev.kiln.dispatcher.intake.CancelGeneration;
import dev.kiln.dispatcher.task.EarlyCancellations.Early;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Inbox.Offset;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.UnreadableRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How requests are stored, against a real PostgreSQL. */
class PgInboxTest {

    private static Tables tables;

    private final List<UnreadableRow> unreadable = new ArrayList<>();

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
    void storesARequestOnceAndNamesAConflict() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));

        Set<Integer> repeated = tables.inbox.store(List.of(Tables.arrival(Tables.queued(generation))), List.of());
        Generation other = new Generation(
                generation.id(),
                "shop",
                generation.request(),
                generation.route(),
                generation.input(),
                generation.estimate(),
                generation.lane(),
                NOW,
                NOW.plusSeconds(60),
                "f1",
                null);
        Set<Integer> conflicting = tables.inbox.store(
                List.of(Tables.arrival(Tables.queued(other)), Tables.arrival(Tables.queued(Tables.generation(2)))),
                List.of());

        assertThat(repeated).isEmpty();
        assertThat(conflicting).containsExactly(0);
        assertThat(tables.read(generation).generation().tenantId()).isEqualTo("studio");
        assertThat(tables.count("task")).isEqualTo(2);
    }

    @Test
    void aRequestThatComesAfterItsCancellationIsNeverSubmitted() {
        PgEarlyCancellations early = new PgEarlyCancellations(tables.pool());
        CancelGeneration cancel = new CancelGeneration(tables.tasks, early, Tables.CLOCK, unreadable::add);
        Generation generation = Tables.generation(1);

        assertThat(cancel.cancel("shop", generation.id())).isTrue();
        tables.store(Tables.queued(generation));
        assertThat(tables.read(generation)).isInstanceOf(Queued.class);
        assertThat(cancel.cancel("shop", generation.id())).isFalse();

        assertThat(cancel.cancel("studio", Tables.generation(2).id())).isTrue();
        tables.store(Tables.queued(Tables.generation(2)));
        assertThat(tables.read(Tables.generation(2))).isInstanceOf(Finished.class);
        assertThat(tables.count("outbox")).isEqualTo(1);
    }

    @Test
    void aRequestThatCameWhileItsCancellationWasRememberedIsCanceledBySweeping() {
        PgEarlyCancellations early = new PgEarlyCancellations(tables.pool());
        CancelGeneration cancel = new CancelGeneration(tables.tasks, early, Tables.CLOCK, unreadable::add);
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        early.remember(new Early("studio", generation.id()), NOW.minus(Duration.ofMinutes(59)));
        early.remember(new Early("studio", Tables.generation(2).id()), NOW.minus(Duration.ofDays(15)));

        assertThat(cancel.catchUp()).isEqualTo(1);

        assertThat(tables.read(generation)).isInstanceOf(Finished.class);
        assertThat(tables.count("early_cancellation")).isZero();
    }

    @Test
    void aTaskThatCannotBeReadKeepsNoOtherFromBeingCanceled() {
        PgEarlyCancellations early = new PgEarlyCancellations(tables.pool());
        CancelGeneration cancel = new CancelGeneration(tables.tasks, early, Tables.CLOCK, unreadable::add);
        tables.store(Tables.queued(Tables.generation(1)));
        tables.store(Tables.queued(Tables.generation(2)));
        tables.sql("update task set family = 'UNHEARD_OF' where generation_id = '"
                + Tables.generation(1).id() + "'");
        early.remember(new Early("studio", Tables.generation(1).id()), NOW.minusSeconds(1));
        early.remember(new Early("studio", Tables.generation(2).id()), NOW);

        assertThat(cancel.catchUp()).isEqualTo(1);

        assertThat(tables.read(Tables.generation(2))).isInstanceOf(Finished.class);
        assertThat(unreadable)
                .extracting(UnreadableRow::generationId)
                .containsExactly(Tables.generation(1).id());
        assertThat(tables.count("early_cancellation")).isOne();
    }

    @Test
    void movesOffsetsForwardOnlyAndWithTheirRequests() {
        tables.inbox.store(List.of(), List.of(new Offset("generation.requests", 3, 40)));
        tables.inbox.store(
                List.of(Tables.arrival(Tables.queued(Tables.generation(1)))),
                List.of(new Offset("generation.requests", 3, 30)));

        assertThat(tables.sql("select next_offset from inbox_offset")
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(40);
    }

    @Test
    void keepsNumbersAsTheyCame() throws Exception {
        Generation generation = Tables.generation(1);
        ((ObjectNode) generation.input())
                .set(
                        "cfg_scale",
                        ContractJson.mapper().readTree("{\"n\":1e-25}").get("n"));
        tables.store(Tables.queued(generation));

        assertThat(tables.claims
                        .claim(1)
                        .getFirst()
                        .generation()
                        .input()
                        .get("cfg_scale")
                        .decimalValue())
                .isEqualByComparingTo("1e-25");
    }

    @Test
    void whatEndedLongAgoIsForgottenButForWhatTellsARepetitionFromAConflict() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        Submitting submitting = tables.claims.claim(1).getFirst();
        tables.change(generation, Optional.of(submitting.refuse(FAILURE, NOW)));
        Instant later = Instant.now().plusSeconds(60);

        assertThat(tables.tasks.forgetEndedBefore(Instant.now().minusSeconds(3600), 10))
                .isZero();
        assertThat(tables.tasks.forgetEndedBefore(later, 10)).isOne();
        assertThat(tables.count("task")).isZero();

        assertThat(tables.inbox.store(List.of(Tables.arrival(Tables.queued(generation))), List.of()))
                .isEmpty();
        assertThat(tables.count("task")).isZero();
        Generation another = new Generation(
                generation.id(),
                generation.tenantId(),
                generation.request(),
                generation.route(),
                generation.input(),
                generation.estimate(),
                generation.lane(),
                generation.acceptedAt(),
                generation.expiresAt(),
                "another fingerprint",
                null);
        assertThat(tables.inbox.store(List.of(Tables.arrival(Tables.queued(another))), List.of()))
                .containsExactly(0);
    }

    @Test
    void onlyYoungCancellationsAreLookedThroughForRequestsThatCame() {
        PgEarlyCancellations early = new PgEarlyCancellations(tables.pool());
        tables.store(Tables.queued(Tables.generation(1)));
        tables.store(Tables.queued(Tables.generation(2)));
        Early young = new Early("studio", Tables.generation(1).id());
        early.remember(young, NOW);
        early.remember(new Early("studio", Tables.generation(2).id()), NOW.minusSeconds(61));

        assertThat(early.overtaken(NOW.minusSeconds(60), 10)).containsExactly(young);
    }

    @Test
    void whatIsStillToBeConfirmedIsNotForgotten() {
        Generation generation = Tables.generation(1);
        tables.store(Tables.queued(generation));
        Submitting submitting = tables.claims.claim(1).getFirst();
        tables.change(
                generation,
                Optional.of(
                        submitting.finish("task-1", Samples.success("50"), NOW).confirmingAt(NOW)));

        assertThat(tables.tasks.forgetEndedBefore(Instant.now().plusSeconds(60), 10))
                .isZero();
    }
}
