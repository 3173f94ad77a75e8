package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitting;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgOutboxTest {

    private static final Tables TABLES = new Tables();

    private final List<String> published = new ArrayList<>();

    @BeforeEach
    void empty() {
        TABLES.empty();
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void anEventThatCannotBeReadIsKeptAsideAndThoseBehindItArePublished() {
        TABLES.sql("insert into outbox (event_id, event_type, event_time, data)"
                + " values ('old.1', 'of.a.former.version', '2026-01-01T00:00:00Z', '{}')");
        announce(1);

        assertThat(relay(Map.of())).isEqualTo(2);

        assertThat(published).containsExactly(Tables.generation(1).id() + ".2");
        assertThat(TABLES.count("outbox")).isZero();
        assertThat(setAside()).containsExactly("old.1: it cannot be read");
    }

    @Test
    void anEventThatKafkaNeverTakesIsKeptAside() {
        announce(1);
        announce(2);

        relay(Map.of(0, "it is too large"));

        assertThat(TABLES.count("outbox")).isZero();
        assertThat(setAside()).containsExactly(Tables.generation(1).id() + ".2: it is too large");
    }

    @Test
    void whatCouldNotBePublishedNowStays() {
        announce(1);

        assertThatThrownBy(() -> TABLES.outbox.relay(10, envelopes -> {
                    throw new IllegalStateException("Kafka is away");
                }))
                .hasMessage("Kafka is away");

        assertThat(TABLES.count("outbox")).isEqualTo(1);
        assertThat(setAside()).isEmpty();
    }

    @Test
    void whatIsSaidOfATracedRequestGoesOnInItsTrace() {
        Generation traced = Samples.traced(Tables.generation(1));
        TABLES.store(Tables.queued(traced));
        TABLES.store(Tables.queued(Tables.generation(2)));
        for (Submitting claimed : TABLES.claims.claim(2)) {
            TABLES.change(claimed.generation(), Optional.of(claimed.created("task", NOW)));
        }
        Map<String, String> traces = new HashMap<>();

        TABLES.outbox.relay(10, announcements -> {
            announcements.forEach(one -> traces.put(one.envelope().event().key(), one.traceParent()));
            return Map.of();
        });

        assertThat(traces)
                .containsEntry(traced.id(), Samples.TRACE_PARENT)
                .containsEntry(Tables.generation(2).id(), null);
    }

    private static void announce(int number) {
        TABLES.store(Tables.queued(Tables.generation(number)));
        Submitting claimed = TABLES.claims.claim(1).getFirst();
        TABLES.change(claimed.generation(), Optional.of(claimed.created("task-" + number, NOW)));
    }

    private int relay(Map<Integer, String> refused) {
        return TABLES.outbox.relay(10, announcements -> {
            announcements.stream().map(one -> one.envelope().id()).forEach(published::add);
            return refused;
        });
    }

    private static List<String> setAside() {
        List<String> events = new ArrayList<>();
        for (Row row : TABLES.sql("select event_id, why from outbox_set_aside order by id")) {
            events.add(row.getString(0) + ": " + row.getString(1));
        }
        return events;
    }
}
