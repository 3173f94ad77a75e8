package dev.kiln.dispatcher.restore;

/**
 * A stretch of a partition of {@code generation.requests}, as a rule one that the group has consumed and the database does
 * not know.
 *
 * @param from the first of them
 * @param until the first after them
 */
public record Gap(int partition, long from, long until) {

    public long requests() {
        return until - from;
    }
}
