package dev.kiln.stack.deadletter;

import java.math.BigInteger;
import java.util.Comparator;

/** Where a letter stands, written {@code topic/partition/offset}. */
public record LetterId(String topic, int partition, long offset) implements Comparable<LetterId> {
    private static final Comparator<LetterId> IN_ORDER = Comparator.comparing(LetterId::topic)
            .thenComparingInt(LetterId::partition)
            .thenComparingLong(LetterId::offset);

    /** Throws {@link IllegalArgumentException} with a message for the caller. */
    public static LetterId parse(String text) {
        var parts = text.split("/", -1);
        try {
            if (parts.length == 3 && !parts[0].isBlank()) {
                return new LetterId(
                        parts[0],
                        number(parts[1]).intValueExact(),
                        number(parts[2]).longValueExact());
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // told below
        }
        throw new IllegalArgumentException("'" + SafeText.of(text)
                + "' is no letter's id; one looks like kiln.generation.requests.dispatcher.dlq/0/17 (./kiln dlq list)");
    }

    private static BigInteger number(String digits) {
        if (!digits.matches("[0-9]+")) {
            throw new NumberFormatException(digits);
        }
        return new BigInteger(digits);
    }

    @Override
    public int compareTo(LetterId other) {
        return IN_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
