package dev.kiln.stack.deadletter.adapter;

import dev.kiln.stack.deadletter.DeadLetterTopic;
import dev.kiln.stack.deadletter.Letter;
import dev.kiln.stack.deadletter.LetterFilter;
import dev.kiln.stack.deadletter.LetterId;
import dev.kiln.stack.deadletter.Resolution;
import dev.kiln.stack.deadletter.Survey;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts letters in two readings of the same partitions: the first marks what was resolved, a bit an offset, the second
 * counts and holds the first letters. So memory stays small however many there are.
 */
final class Census {
    private final Map<TopicPartition, BitSet> resolved = new HashMap<>();
    private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();
    private final Map<LetterId, Survey.Found> found = new TreeMap<>();
    private final Map<Survey.Kind, Long> counts = new LinkedHashMap<>();
    private final LetterFilter filter;
    private final boolean wantsResolved;
    private final int limit;

    Census(LetterFilter filter, boolean wantsResolved, int limit) {
        this.filter = filter;
        this.wantsResolved = wantsResolved;
        this.limit = limit;
    }

    void firstReading(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        var first = firstOffsets.computeIfAbsent(partition, unknown -> record.offset());
        if (LetterRecords.isResolution(record)) {
            LetterRecords.resolution(record)
                    .filter(resolution -> resolution.letter().offset() >= first)
                    .ifPresent(resolution -> resolved.computeIfAbsent(partition, none -> new BitSet())
                            .set(Math.toIntExact(resolution.letter().offset() - first)));
        }
    }

    void secondReading(ConsumerRecord<byte[], byte[]> record, DeadLetterTopic of) {
        if (LetterRecords.isResolution(record)) {
            LetterRecords.resolution(record).ifPresent(this::attach);
            return;
        }
        var letter = LetterRecords.letter(record, of);
        if (isResolved(record) == wantsResolved && filter.passes(letter)) {
            counts.merge(new Survey.Kind(of, letter.reason()), 1L, Long::sum);
            hold(letter);
        }
    }

    Survey result() {
        var sorted = new LinkedHashMap<Survey.Kind, Long>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Survey.Kind, Long> entry) ->
                                entry.getKey().of().source())
                        .thenComparing(entry -> entry.getKey().of().group())
                        .thenComparing(entry -> String.valueOf(entry.getKey().reason())))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new Survey(found.values().stream().toList(), sorted);
    }

    private void hold(Letter letter) {
        if (found.size() < limit) {
            found.put(letter.id(), new Survey.Found(letter, null));
        }
    }

    private void attach(Resolution resolution) {
        found.computeIfPresent(resolution.letter(), (id, known) -> new Survey.Found(known.letter(), resolution));
    }

    private boolean isResolved(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        var bits = resolved.get(partition);
        return bits != null
                && record.offset() >= firstOffsets.get(partition)
                && bits.get(Math.toIntExact(record.offset() - firstOffsets.get(partition)));
    }
}
