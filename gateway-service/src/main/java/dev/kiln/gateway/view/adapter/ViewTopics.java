package dev.kiln.gateway.view.adapter;

import dev.kiln.contract.Topic;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The topics that feed the view, by their names on the broker. */
public final class ViewTopics {

    /** Of the view's consumers, in the names of its dead letter topics. */
    static final String GROUP = "gateway";

    private final String prefix;
    private final Map<String, Topic> byName;

    public ViewTopics(String prefix) {
        this.prefix = prefix;
        this.byName = Stream.of(Topic.GENERATION_REQUESTS, Topic.GENERATION_SUBMISSIONS, Topic.GENERATION_COMPLETIONS)
                .collect(Collectors.toUnmodifiableMap(topic -> topic.qualifiedName(prefix), Function.identity()));
    }

    public String requests() {
        return Topic.GENERATION_REQUESTS.qualifiedName(prefix);
    }

    String deadLetterTopic(String topicName) {
        return byName.get(topicName).deadLetterName(prefix, GROUP);
    }
}
