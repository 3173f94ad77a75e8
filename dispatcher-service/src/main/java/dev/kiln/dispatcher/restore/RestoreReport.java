package dev.kiln.dispatcher.restore;

/**
 * What a restore did.
 *
 * @param doubted tasks of the backup that may have been sent since
 * @param read requests that the backup did not know
 * @param lost records that the topic does not keep any more
 * @param recalled steps that the dispatcher's own events told
 * @param settled callbacks that were taken again
 * @param announced tasks of which it is still not known whether Kie has them
 */
public record RestoreReport(long doubted, long read, long lost, long recalled, long settled, long announced) {

    /** While it is under way. */
    static final class Counts {
        long doubted;
        long read;
        long lost;
        long recalled;
        long settled;
        long announced;

        RestoreReport report() {
            return new RestoreReport(doubted, read, lost, recalled, settled, announced);
        }
    }
}
