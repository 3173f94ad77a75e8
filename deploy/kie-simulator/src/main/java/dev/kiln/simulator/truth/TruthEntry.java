package dev.kiln.simulator.truth;

import java.math.BigDecimal;

/** Something that truly happened at the simulated vendor; sealed, since judges switch over the kinds. */
public sealed interface TruthEntry {

    /** The word in the log's {@code kind}. */
    String kind();

    /**
     * A create that was received.
     *
     * @param account null if the key was wrong
     * @param model as asked for; null if unreadable
     * @param callback where its callback goes; null without one
     * @param answer what its creator got: created, refused, or the name of a transport fault
     * @param code the envelope's code; null if no envelope was sent
     * @param taskId null if nothing was stored
     */
    record CreateReceived(
            String account,
            String family,
            String model,
            CallbackReference callback,
            String answer,
            Integer code,
            String detail,
            String taskId)
            implements TruthEntry {

        private static final int LONGEST_MODEL = 120;

        public CreateReceived {
            model = model == null ? null : model.substring(0, Math.min(model.length(), LONGEST_MODEL));
        }

        @Override
        public String kind() {
            return "create";
        }
    }

    /** A task that entered a state. */
    record StateEntered(String taskId, String state) implements TruthEntry {
        @Override
        public String kind() {
            return "state";
        }
    }

    /** Credits held when a task was stored; the account's balance afterwards. */
    record CreditsHeld(String taskId, String account, BigDecimal held, BigDecimal balance) implements TruthEntry {
        @Override
        public String kind() {
            return "hold";
        }
    }

    /**
     * A task's account was settled: its hold is gone, the charge stays.
     *
     * @param charged 0 for a failure
     */
    record CreditsCharged(String taskId, String account, String model, BigDecimal charged, BigDecimal balance)
            implements TruthEntry {
        @Override
        public String kind() {
            return "charge";
        }
    }

    /** Credits put on an account by an operator. */
    record CreditsAdded(String account, BigDecimal added, BigDecimal balance) implements TruthEntry {
        @Override
        public String kind() {
            return "top-up";
        }
    }

    /**
     * One try to deliver a callback.
     *
     * @param delivery 1, or more where the same callback is sent again
     * @param attempt 1 to 3 within a delivery
     * @param status HTTP status; null if there was none
     * @param problem why there was no status: lost, timeout, refused, failed, bad-url, queue-full; else null
     */
    record CallbackTried(
            String taskId, CallbackReference callback, int delivery, int attempt, Integer status, String problem)
            implements TruthEntry {
        @Override
        public String kind() {
            return "callback";
        }
    }
}
