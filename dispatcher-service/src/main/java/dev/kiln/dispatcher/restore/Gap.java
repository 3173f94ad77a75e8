package dev.kiln.dispatcher.restore;

/**
 * Requests of a partition that the group has consumed and the database does not know.
 *
 * @param from the first of them
 * @param until the first after them
 */
public record Gap(int partition, long from, long until) {

    public long requests() {
        return until - from;
    }
}
