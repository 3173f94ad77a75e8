package dev.kiln.dispatcher.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.kie.PollSlots;
import dev.kiln.dispatcher.task.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgPollSlotsTest {

    private static final String TAKEN = "slot where kind = 'POLL' and free_at > clock_timestamp()";
    private static final String FOR_LONG = TAKEN + " + interval '20 seconds'";

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
    void takesNoMoreThanTheAccountsBudget() {
        tables.sql("update slot set free_at = 'infinity' where kind = 'POLL' and number > 2");

        assertThat(Stream.generate(PgPollSlotsTest::take).limit(3).map(Optional::isPresent))
                .containsExactly(true, true, false);
    }

    @Test
    void aSlotIsTakenForAsLongAsTheReadMayTakeAndFreeASecondAfterItsAnswer() {
        PollSlots.Slot slot = take().orElseThrow();
        assertThat(tables.count(FOR_LONG)).isOne();

        slot.answered();

        assertThat(tables.count(FOR_LONG)).isZero();
        assertThat(tables.count(TAKEN)).isOne();
        assertThat(tables.count(TAKEN + " + interval '1.05 seconds'")).isZero();
    }

    /** The dispatcher was stopped for so long during its read that another one has the slot now. */
    @Test
    void anAnswerFreesNoSlotOfAnothers() {
        PollSlots.Slot slot = take().orElseThrow();
        tables.sql(
                "update slot set free_at = free_at + interval '1 minute' where kind = 'POLL' and free_at > '-infinity'");

        slot.answered();

        assertThat(tables.count(FOR_LONG)).isOne();
    }

    @Test
    void aSlotThatWasGrantedTooLateIsNotUsed() {
        Iterator<Instant> times =
                List.of(Samples.NOW, Samples.NOW.plusSeconds(6)).iterator();
        InstantSource slow = times::next;

        assertThat(slots(slow.withZone(ZoneOffset.UTC), new SimpleMeterRegistry())
                        .take("main"))
                .isEmpty();
        assertThat(tables.count(FOR_LONG)).isOne();
    }

    @Test
    void readsThatBeginTogetherGetNoMoreThanTheBudgetOfEachAccount() {
        new PgAccounts(tables.pool()).provide(List.of("main", "second"), 20, Duration.ofSeconds(10), 10);
        PgPollSlots slots = tables.pollSlots();
        List<String> accounts = IntStream.range(0, 60)
                .mapToObj(read -> read % 2 == 0 ? "main" : "second")
                .toList();

        List<PollSlots.Slot> taken = together(accounts, slots::take).stream()
                .flatMap(Optional::stream)
                .toList();

        assertThat(taken).hasSize(20);
        assertThat(tables.count(FOR_LONG + " and account = 'main'")).isEqualTo(10);
        assertThat(tables.count(FOR_LONG + " and account = 'second'")).isEqualTo(10);

        together(taken, slot -> {
            slot.answered();
            return slot;
        });

        assertThat(tables.count(FOR_LONG)).isZero();
        assertThat(tables.count(TAKEN)).isEqualTo(20);
    }

    @Test
    void aSlotThatCannotBeFreedIsCountedAndKeepsNoAnswerBack() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PollSlots.Slot slot = slots(Tables.CLOCK, meters).take("main").orElseThrow();
        tables.sql("alter table slot rename to slot_away");
        try {
            slot.answered();
        } finally {
            tables.sql("alter table slot_away rename to slot");
        }

        assertThat(meters.counter("kiln_dispatcher_poll_slots_not_freed_total").count())
                .isEqualTo(1);
        assertThat(tables.count(FOR_LONG)).isOne();
    }

    private static <Q, A> List<A> together(List<Q> questions, Function<Q, A> ask) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<A>> answers = questions.stream()
                    .map(question -> CompletableFuture.supplyAsync(() -> ask.apply(question), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private static PgPollSlots slots(Clock clock, MeterRegistry meters) {
        return new PgPollSlots(tables.pool(), clock, Duration.ofSeconds(20), meters);
    }

    private static Optional<PollSlots.Slot> take() {
        return tables.pollSlots().take("main");
    }
}
