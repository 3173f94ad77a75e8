package dev.kiln.dispatcher.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.kie.PollSlots;
import dev.kiln.dispatcher.task.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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

        assertThat(new PgPollSlots(tables.pool(), slow.withZone(ZoneOffset.UTC), Duration.ofSeconds(20)).take("main"))
                .isEmpty();
        assertThat(tables.count(FOR_LONG)).isOne();
    }

    private static Optional<PollSlots.Slot> take() {
        return tables.pollSlots().take("main");
    }
}
