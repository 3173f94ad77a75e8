package dev.kiln.dispatcher.restore;

import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.stop.Hold;
import java.util.List;
import java.util.Optional;

/** The restore that an operator has asked this replica for, on a thread of its own; one at a time. */
public final class RestoreRun {

    private final CheckDatabase check;
    private final RestoreTasks restore;
    private final Hold hold;
    private State state = State.IDLE;
    private RestoreReport report;
    private String failure;

    public RestoreRun(CheckDatabase check, RestoreTasks restore, Hold hold) {
        this.check = check;
        this.restore = restore;
        this.hold = hold;
    }

    /** Where it stands. */
    public enum State {
        IDLE,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * @param held why nothing is claimed; null where claims go on
     * @param report of the last one that came to its end; null before
     * @param failure of the last one; null where there was none
     */
    public record Status(State state, String held, RestoreReport report, String failure) {}

    public synchronized Status status() {
        return new Status(state, hold.why().orElse(null), report, failure);
    }

    /**
     * A second order while one runs changes nothing.
     *
     * @param force whether to restore although nothing tells that the database is too old
     * @return empty where there is nothing to restore; repeated where one runs already
     */
    public synchronized Optional<Effect> start(Order order, boolean force) {
        if (state == State.RUNNING) {
            return Optional.of(Effect.REPEATED);
        }
        List<Gap> gaps = check.check();
        if (!hold.stands()) {
            if (!force) {
                return Optional.empty();
            }
            hold.because("a restore was ordered although nothing is known to be missing. Nothing is claimed");
        }
        state = State.RUNNING;
        failure = null;
        Thread.ofVirtual().name("restore").start(() -> run(gaps, order));
        return Optional.of(Effect.DONE);
    }

    private void run(List<Gap> gaps, Order order) {
        try {
            ended(State.DONE, restore.restore(gaps, order), null);
        } catch (RuntimeException | Error e) {
            ended(State.FAILED, null, e.toString());
            return;
        }
        lookAgain();
    }

    /** So that claims go on at once; a look that fails is repeated by the timer, and the restore is done all the same. */
    private void lookAgain() {
        try {
            check.check();
        } catch (RuntimeException repeatedByTheTimer) {
            return;
        }
    }

    private synchronized void ended(State how, RestoreReport done, String why) {
        state = how;
        report = done == null ? report : done;
        failure = why;
    }
}
