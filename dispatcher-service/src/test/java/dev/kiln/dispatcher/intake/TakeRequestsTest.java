package dev.kiln.dispatcher.intake;

import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.EarlyCancellations;
import dev.kiln.dispatcher.task.InMemoryTasks;
import dev.kiln.dispatcher.task.Inbox;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.StoreFailure;
import dev.kiln.dispatcher.task.StoreFailure.Why;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeRequestsTest {

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Inbox.Offset OFFSET = new Inbox.Offset("generation.requests", 3, 17);

    private final List<Inbox.Offset> moved = new ArrayList<>();
    private final TakeRequests take = new TakeRequests(
            new AcceptRequest(Catalog.bundled(), Duration.ofHours(24), CLOCK),
            new CancelGeneration(new InMemoryTasks(), null, CLOCK, row -> {}),
            this::refusing);

    /** The group commits what was rejected, too: a database that does not know it would count as one from a backup. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theOffsetOfWhatCannotBeStoredIsStored(int requests) {
        List<Rejection> rejections = take.take(
                IntStream.range(0, requests)
                        .mapToObj(TakeRequestsTest::unstorable)
                        .toList(),
                List.of(OFFSET),
                untraced -> null);

        assertThat(rejections).hasSize(requests).extracting(Rejection::reason).containsOnly(Reason.UNREADABLE);
        assertThat(moved).containsExactly(OFFSET);
    }

    @Test
    void whatTheSameBatchCancelsIsCanceledByTheTransactionThatStoresIt() {
        Remembering early = new Remembering();
        List<String> whenStored = new ArrayList<>();
        TakeRequests taking = new TakeRequests(
                new AcceptRequest(Catalog.bundled(), Duration.ofHours(24), CLOCK),
                new CancelGeneration(new InMemoryTasks(), early, CLOCK, row -> {}),
                (arrivals, offsets) -> {
                    whenStored.addAll(early.ids);
                    return Set.of();
                });
        Envelope request = request(Samples.ID);

        taking.take(List.of(cancellation(Samples.ID), request), List.of(OFFSET), untraced -> null);
        assertThat(whenStored).containsExactly(Samples.ID);

        early.ids.clear();
        whenStored.clear();
        taking.take(List.of(request), List.of(OFFSET), untraced -> null);
        assertThat(whenStored).isEmpty();
    }

    private static final class Remembering implements EarlyCancellations {
        private final List<String> ids = new ArrayList<>();

        @Override
        public void remember(Early cancellation, Instant at) {
            ids.add(cancellation.generationId());
        }

        @Override
        public List<Early> overtaken(Instant since, int limit) {
            return List.of();
        }

        @Override
        public void forget(Early cancellation) {
            ids.remove(cancellation.generationId());
        }

        @Override
        public void forgetBefore(Instant time) {
            ids.clear();
        }
    }

    private Set<Integer> refusing(List<Inbox.Arrival> arrivals, List<Inbox.Offset> offsets) {
        if (!arrivals.isEmpty()) {
            throw new StoreFailure("store requests", null, Why.DATA_REFUSED);
        }
        moved.addAll(offsets);
        return Set.of();
    }

    private static Envelope cancellation(String generationId) {
        return new Envelope("cancel", URI.create("/test"), NOW, "studio", new CancellationRequested(generationId));
    }

    private static Envelope request(String generationId) {
        GenerationRequested requested = new GenerationRequested(
                generationId,
                "kling/v2-1-pro",
                (ObjectNode) Samples.generation().input(),
                null,
                Map.of(),
                null,
                null,
                null);
        return new Envelope("request", URI.create("/test"), NOW, "studio", requested);
    }

    private static Envelope unstorable(int number) {
        GenerationRequested requested = new GenerationRequested(
                null,
                "kling/v2-1-pro",
                (ObjectNode) Samples.generation().input(),
                null,
                Map.of("note", "\0"),
                null,
                null,
                null);
        return new Envelope("event-" + number, URI.create("/test"), NOW, "studio", requested);
    }
}
