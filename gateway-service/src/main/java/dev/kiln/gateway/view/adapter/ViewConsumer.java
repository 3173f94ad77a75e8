package dev.kiln.gateway.view.adapter;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Reason;
import dev.kiln.contract.UnreadableEvent;
import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.Position;
import dev.kiln.gateway.view.Projection;
import dev.kiln.gateway.view.ViewBatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Feeds the view, a batch in one transaction. What cannot be read, or what the database refuses, goes to the dead
 * letters, and the rest goes on. Any other failure is tried again until it passes: nothing is acknowledged before.
 */
@ApplicationScoped
public class ViewConsumer {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final CloudEventsCodec codec;
    private final Projection projection;
    private final PgView view;
    private final KafkaDeadLetters deadLetters;
    private final ViewMeters meters;

    public ViewConsumer(
            CloudEventsCodec codec,
            Projection projection,
            PgView view,
            KafkaDeadLetters deadLetters,
            ViewMeters meters) {
        this.codec = codec;
        this.projection = projection;
        this.view = view;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    @Incoming("generation-events")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        List<Told> told = new ArrayList<>();
        List<DeadLetter> dead = new ArrayList<>();
        ViewBatch offsets = new ViewBatch();
        for (ConsumerRecord<String, byte[]> record : records) {
            offsets.reached(new Position(record.topic(), record.partition()), record.offset() + 1);
            try {
                change(record).ifPresent(change -> told.add(new Told(record, change)));
            } catch (UnreadableEvent e) {
                dead.add(DeadLetter.unreadable(record, e.getMessage()));
            } catch (RuntimeException e) {
                meters.untaken(record.key(), e);
                dead.add(new DeadLetter(record, Reason.NOT_HANDLED, "the event cannot be taken into the view"));
            }
        }
        return bury(dead).chain(() -> store(told, offsets)).invoke(() -> meters.consumed(records));
    }

    private Optional<Generation> change(ConsumerRecord<String, byte[]> record) {
        try {
            Instant recorded = Instant.ofEpochMilli(record.timestamp());
            return projection.of(codec.read(record.headers(), record.value(), recorded));
        } catch (UnreadableEvent e) {
            if (e.unknownType()) {
                meters.skipped();
                return Optional.empty();
            }
            throw e;
        }
    }

    private Uni<Void> store(List<Told> told, ViewBatch offsets) {
        ViewBatch all = new ViewBatch();
        told.forEach(one -> all.add(one.change));
        offsets.nextOffsets().forEach(all::reached);
        return store(all).onFailure(PgRefusal::isData).recoverWithUni(() -> storeSingly(told, offsets));
    }

    private Uni<Void> storeSingly(List<Told> told, ViewBatch offsets) {
        return Multi.createFrom()
                .iterable(told)
                .onItem()
                .transformToUniAndConcatenate(this::storeOrBury)
                .collect()
                .last()
                .chain(() -> store(offsets));
    }

    private Uni<Void> storeOrBury(Told one) {
        ViewBatch single = new ViewBatch();
        single.add(one.change);
        return store(single)
                .onFailure(PgRefusal::isData)
                .recoverWithUni(() ->
                        bury(List.of(DeadLetter.unreadable(one.record, "a value is outside what the view can hold"))));
    }

    private Uni<Void> store(ViewBatch batch) {
        return view.store(batch)
                .onFailure()
                .invoke(meters::failed)
                .onFailure(failure -> !PgRefusal.isData(failure))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(meters::refused)
                .replaceWithVoid();
    }

    private Uni<Void> bury(List<DeadLetter> dead) {
        return Multi.createFrom()
                .iterable(dead)
                .onItem()
                .transformToUniAndConcatenate(letter -> deadLetters
                        .send(letter)
                        .onFailure()
                        .invoke(meters::failed)
                        .onFailure()
                        .retry()
                        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                        .indefinitely())
                .collect()
                .last();
    }

    /** A record and what it says. */
    private record Told(ConsumerRecord<String, byte[]> record, Generation change) {}
}
