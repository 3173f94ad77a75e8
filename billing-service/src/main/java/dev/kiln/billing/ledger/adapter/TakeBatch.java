package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.BillingConfig;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.tracecontext.LogContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Takes a batch of records: what can be read is applied in one transaction, what cannot is set aside. A database or a
 * broker that is away is waited for; a record that the database refuses is found by applying one at a time.
 */
@ApplicationScoped
class TakeBatch {

    private static final Logger LOG = Logger.getLogger(TakeBatch.class);

    private final PgLedger ledger;
    private final KafkaDeadLetters deadLetters;
    private final CloudEventsCodec codec;
    private final LedgerMetrics metrics;
    private final BillingConfig.Retry retry;

    TakeBatch(
            PgLedger ledger,
            KafkaDeadLetters deadLetters,
            CloudEventsCodec codec,
            LedgerMetrics metrics,
            BillingConfig config) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.codec = codec;
        this.metrics = metrics;
        this.retry = config.billing().retry();
    }

    /** Completes when the batch is in the ledger, or set aside, as a whole. */
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        List<ReadRecord.Readable> readable = new ArrayList<>();
        List<ReadRecord.OfAccount> accounts = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        StreamSupport.stream(records.spliterator(), false)
                .map(record -> ReadRecord.of(record, codec))
                .forEach(read -> {
                    switch (read) {
                        case ReadRecord.Readable event -> readable.add(event);
                        case ReadRecord.OfAccount event -> accounts.add(event);
                        case ReadRecord.Skipped ignored -> metrics.skipped();
                        case ReadRecord.Unreadable event -> {
                            metrics.unreadable();
                            letters.add(event.letter());
                        }
                    }
                });
        return patiently(() -> deadLetters.write(letters))
                .chain(() -> applied(readable, accounts, nextOffsets(records)))
                .chain(refused -> patiently(() -> deadLetters.write(refused)));
    }

    private Uni<List<DeadLetter>> applied(
            List<ReadRecord.Readable> events, List<ReadRecord.OfAccount> accounts, List<NextOffset> offsets) {
        return patiently(() -> ledger.apply(
                        events.stream().map(ReadRecord.Readable::input).toList(),
                        accounts.stream().map(ReadRecord.OfAccount::envelope).toList(),
                        offsets))
                .map(verdicts -> refused(events, verdicts))
                .onFailure()
                .recoverWithUni(failure -> oneByOne(events, accounts, offsets));
    }

    private Uni<List<DeadLetter>> oneByOne(
            List<ReadRecord.Readable> events, List<ReadRecord.OfAccount> accounts, List<NextOffset> offsets) {
        Multi<List<DeadLetter>> ofEvents =
                Multi.createFrom().iterable(events).onItem().transformToUniAndConcatenate(this::alone);
        Multi<List<DeadLetter>> ofAccounts =
                Multi.createFrom().iterable(accounts).onItem().transformToUniAndConcatenate(this::alone);
        return Multi.createBy()
                .concatenating()
                .streams(ofEvents, ofAccounts)
                .collect()
                .asList()
                .call(() -> patiently(() -> ledger.apply(List.of(), offsets)))
                .map(letters -> letters.stream().flatMap(List::stream).toList());
    }

    private Uni<List<DeadLetter>> alone(ReadRecord.Readable event) {
        return patiently(() -> ledger.apply(List.of(event.input()), List.of()))
                .map(verdicts -> refused(List.of(event), verdicts))
                .onFailure()
                .recoverWithItem(
                        failure -> notBookable(event.record(), event.input().envelope(), failure));
    }

    private Uni<List<DeadLetter>> alone(ReadRecord.OfAccount event) {
        return patiently(() -> ledger.apply(List.of(), List.of(event.envelope()), List.of()))
                .map(verdicts -> List.<DeadLetter>of())
                .onFailure()
                .recoverWithItem(failure -> notBookable(event.record(), event.envelope(), failure));
    }

    private List<DeadLetter> notBookable(ConsumerRecord<String, byte[]> record, Envelope envelope, Throwable failure) {
        LogContext.about(
                envelope.event().key(),
                envelope.tenantId(),
                () -> LOG.errorf(failure, "Event %s cannot be booked", envelope.id()));
        metrics.failed(envelope);
        return List.of(
                new DeadLetter(record, Reason.NOT_BOOKABLE, failure.getClass().getSimpleName()));
    }

    private List<DeadLetter> refused(List<ReadRecord.Readable> events, List<Verdict> verdicts) {
        List<DeadLetter> letters = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            ReadRecord.Readable event = events.get(i);
            metrics.judged(event.input(), verdicts.get(i));
            if (verdicts.get(i) instanceof Verdict.Refused refused) {
                letters.add(new DeadLetter(event.record(), refused.reason(), refused.detail()));
            }
        }
        return letters;
    }

    /** Fails only by what would fail again. */
    private <T> Uni<T> patiently(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure(failure -> !DatabaseFailure.isOfTheData(failure))
                .invoke(failure -> {
                    metrics.retried();
                    LOG.warnf("A batch waits and is tried again: %s", failure);
                })
                .onFailure(failure -> !DatabaseFailure.isOfTheData(failure))
                .retry()
                .withBackOff(retry.delay(), retry.maxDelay())
                .indefinitely();
    }

    private static List<NextOffset> nextOffsets(ConsumerRecords<String, byte[]> records) {
        return records.partitions().stream()
                .map(partition -> {
                    var ofPartition = records.records(partition);
                    long last = ofPartition.get(ofPartition.size() - 1).offset();
                    return new NextOffset(partition.topic(), partition.partition(), last + 1);
                })
                .toList();
    }
}
