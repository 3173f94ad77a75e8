package dev.kiln.dispatcher.restore;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.task.Samples;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Topics of one partition, without a broker. */
final class InMemoryHistory implements History {

    final AtomicInteger looks = new AtomicInteger();
    volatile int awayAtLook;
    final Map<Integer, Long> committed = new HashMap<>();
    private final Map<Topic, List<Envelope>> topics = new EnumMap<>(Topic.class);

    /** On a topic, as one of its writers. */
    void add(Topic topic, URI source, KilnEvent event) {
        List<Envelope> records = topics.computeIfAbsent(topic, first -> new ArrayList<>());
        records.add(new Envelope(topic + "-" + records.size(), source, Samples.NOW, "studio", event));
    }

    @Override
    public Map<Integer, Long> committed() {
        int look = looks.incrementAndGet();
        if (look == awayAtLook) {
            throw new IllegalStateException("the broker is away");
        }
        return committed;
    }

    @Override
    public Map<Integer, Long> requested() {
        return Map.of(0, (long)
                topics.getOrDefault(Topic.GENERATION_REQUESTS, List.of()).size());
    }

    @Override
    public long requests(Gap gap, Consumer<Batch> reader) {
        List<Envelope> records = topics.get(Topic.GENERATION_REQUESTS).subList((int) gap.from(), (int) gap.until());
        reader.accept(new Batch(List.copyOf(records), gap.until()));
        return 0;
    }

    @Override
    public Map<Integer, Long> events(Topic topic, Consumer<List<Envelope>> reader) {
        List<Envelope> records = topics.getOrDefault(topic, List.of());
        if (!records.isEmpty()) {
            reader.accept(List.copyOf(records));
        }
        return Map.of(0, (long) records.size());
    }

    @Override
    public void newest(Topic topic, Map<Integer, Long> from, Consumer<List<Envelope>> reader) {
        List<Envelope> records = topics.getOrDefault(topic, List.of());
        reader.accept(records.subList(from.getOrDefault(0, 0L).intValue(), records.size()));
    }
}
