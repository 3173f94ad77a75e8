package dev.kiln.simulator.truth;

import java.math.BigDecimal;
import java.util.List;

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
     * @param faults the words of all that was laid on it
     */
    record CreateReceived(
            String account,
            String family,
            String model,
            CallbackReference callback,
            String answer,
            Integer code,
            String detail,
            String taskId,
            List<String> faults)
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

    /**
     * The whole of an answer to a create was sent; of a hanging, cut or reset one there is none, nor where its creator was
     * gone before.
     *
     * @param create the place of the create's line
     */
    record CreateAnswered(long create) implements TruthEntry {
        @Override
        public String kind() {
            return "answer";
        }
    }

    /**
     * A reading of a record that was received with a right key, whatever it was answered.
     *
     * @param admitted false for one too many in its second
     */
    record RecordRead(String account, boolean admitted) implements TruthEntry {
        @Override
        public String kind() {
            return "read";
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
     * @param charged 0 for a failure, as a rule
     * @param table what the price table says
     * @param deviation the word of the fault that made charge or report differ from it; null if none did
     */
    record CreditsCharged(
            String taskId,
            String account,
            String model,
            BigDecimal charged,
            BigDecimal table,
            String deviation,
            BigDecimal balance)
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

    /** Credits that went off an account without a task, by an operator. */
    record CreditsDrifted(String account, BigDecimal drifted, BigDecimal balance) implements TruthEntry {
        @Override
        public String kind() {
            return "drift";
        }
    }

    /**
     * A callback that was put off.
     *
     * @param byMillis in real time
     */
    record CallbackPutOff(String taskId, CallbackReference callback, int delivery, long byMillis)
            implements TruthEntry {
        @Override
        public String kind() {
            return "callback-late";
        }
    }

    /**
     * One try to deliver a callback.
     *
     * @param delivery counts what is sent to the task's address, from 1
     * @param attempt 1 to 3 within a delivery
     * @param status HTTP status; null if there was none
     * @param problem why there was no status: lost, timeout, refused, failed, bad-url, queue-full; else null
     * @param tells true, opposite or changed
     * @param seal how it was signed: genuine, none, wrong or stale
     */
    record CallbackTried(
            String taskId,
            CallbackReference callback,
            int delivery,
            int attempt,
            Integer status,
            String problem,
            String tells,
            String seal)
            implements TruthEntry {
        @Override
        public String kind() {
            return "callback";
        }
    }
}
