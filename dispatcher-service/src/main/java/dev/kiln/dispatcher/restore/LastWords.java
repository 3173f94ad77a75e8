package dev.kiln.dispatcher.restore;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.task.RestoreTables;
import dev.kiln.dispatcher.task.Said;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the dispatcher said last, held against the tables. */
final class LastWords {

    /** Where the dispatcher speaks of generations. */
    static final List<Topic> TOPICS = List.of(Topic.GENERATION_SUBMISSIONS, Topic.GENERATION_COMPLETIONS);

    private final RestoreTables tables;
    private final History history;

    LastWords(RestoreTables tables, History history) {
        this.tables = tables;
        this.history = history;
    }

    /**
     * The ids of events about steps that the tables do not know, and of which no restore has taken account. The tables are
     * asked last, so that what others do meanwhile is not missed in them.
     */
    List<String> missing() {
        Map<String, Long> said = new HashMap<>();
        for (Topic topic : TOPICS) {
            history.newest(topic, tables.accounted(topic), batch -> batch.forEach(envelope -> hear(envelope, said)));
        }
        Map<String, Long> known = said.isEmpty() ? Map.of() : tables.versions(said.keySet());
        return said.entrySet().stream()
                .filter(word -> word.getValue() > known.getOrDefault(word.getKey(), 0L))
                .map(word -> word.getKey() + "." + word.getValue())
                .sorted()
                .toList();
    }

    /** The last of each generation alone. What another says on these topics says nothing of the database. */
    private static void hear(Envelope envelope, Map<String, Long> said) {
        if (Envelope.DISPATCHER.equals(envelope.source())) {
            Said.in(envelope.event()).ifPresent(word -> said.merge(word.generationId(), word.sequence(), Math::max));
        }
    }
}
