package dev.kiln.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** What a record in a dead letter topic carries beside its own headers. All values are UTF-8. */
public final class DeadLetterHeaders {

    /** Stands before each of these names, and before no header of an event. */
    public static final String PREFIX = "dead-letter-";

    /** One of {@link Reason}; on every letter. */
    public static final String REASON = "dead-letter-reason";

    /** For people; quotes nothing of the record. */
    public static final String DETAIL = "dead-letter-detail";

    /** Where the record stood before. */
    public static final String TOPIC = "dead-letter-topic";

    public static final String PARTITION = "dead-letter-partition";

    public static final String OFFSET = "dead-letter-offset";

    /** Alone on an operator's note, without {@link #REASON}: what was done about an earlier letter of the partition. */
    public static final String RESOLUTION = "dead-letter-resolution";

    private DeadLetterHeaders() {}

    /** Adds what every letter carries to the record's own headers, and replaces what an earlier burial said. */
    public static void add(Headers headers, String reason, String detail, String topic, int partition, long offset) {
        put(headers, REASON, reason);
        put(headers, DETAIL, detail);
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
