package dev.kiln.dispatcher.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.dispatcher.task.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
    void readsNoMoreThanTheAccountsBudget() {
        tables.sql("update slot set free_at = 'infinity' where kind = 'POLL' and number > 2");

        assertThat(List.of(read(), read(), read())).containsExactly(true, true, false);
    }

    @Test
    void aSlotIsTakenForAsLongAsTheReadMayTakeAndFreeASecondAfterItsAnswer() {
        Optional<Long> duringTheRead = tables.pollSlots().read("main", () -> tables.count(FOR_LONG));

        assertThat(duringTheRead).contains(1L);
        assertThat(tables.count(FOR_LONG)).isZero();
        assertThat(tables.count(TAKEN)).isOne();
        assertThat(tables.count(TAKEN + " + interval '1.05 seconds'")).isZero();
    }

    @Test
    void aReadThatFailsLeavesItsSlotTaken() {
        assertThatThrownBy(() -> tables.pollSlots().read("main", () -> {
                    throw new IllegalStateException("defect");
                }))
                .hasMessage("defect");

        assertThat(tables.count(FOR_LONG)).isOne();
    }

    /** The dispatcher was stopped for so long during its read that another one has the slot now. */
    @Test
    void anAnswerFreesNoSlotOfAnothers() {
        tables.pollSlots()
                .read(
                        "main",
                        () -> tables.sql(
                                "update slot set free_at = free_at + interval '1 minute' where kind = 'POLL'"));

        assertThat(tables.count(FOR_LONG)).isOne();
    }

    @Test
    void aSlotThatWasGrantedTooLateIsNotUsed() {
        Iterator<Instant> times =
                List.of(Samples.NOW, Samples.NOW.plusSeconds(6)).iterator();
        InstantSource slow = times::next;
        AtomicInteger reads = new AtomicInteger();

        Clock clock = slow.withZone(ZoneOffset.UTC);
        assertThat(new PgPollSlots(tables.pool(), clock, Duration.ofSeconds(20)).read("main", reads::incrementAndGet))
                .isEmpty();
        assertThat(reads).hasValue(0);
        assertThat(tables.count(FOR_LONG)).isOne();
    }

    private static boolean read() {
        return tables.pollSlots().read("main", () -> true).isPresent();
    }
}
