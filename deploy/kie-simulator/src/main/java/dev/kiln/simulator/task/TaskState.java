package dev.kiln.simulator.task;

import dev.kiln.simulator.fault.TaskFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Where a task is; sealed, each state offers only its legal exits. */
public sealed interface TaskState {

    /** The word that jobs records use. */
    String word();

    record Waiting() implements TaskState {
        @Override
        public String word() {
            return "waiting";
        }

        Generating generate() {
            return new Generating();
        }
    }

    record Generating() implements TaskState {
        @Override
        public String word() {
            return "generating";
        }

        Succeeded succeed(Instant now, List<String> urls, BigDecimal credits, BigDecimal remained) {
            return new Succeeded(now, urls, credits, remained);
        }

        Failed fail(Instant now, TaskFailure failure, BigDecimal remained) {
            return new Failed(now, failure, remained);
        }
    }

    /** The end of a task. */
    sealed interface Ended extends TaskState {
        Instant completed();

        /** What was charged; 0 for a failure. */
        BigDecimal credits();

        /** The account's balance just after. */
        BigDecimal remained();
    }

    record Succeeded(Instant completed, List<String> urls, BigDecimal credits, BigDecimal remained) implements Ended {
        @Override
        public String word() {
            return "success";
        }
    }

    record Failed(Instant completed, TaskFailure failure, BigDecimal remained) implements Ended {
        @Override
        public String word() {
            return "fail";
        }

        @Override
        public BigDecimal credits() {
            return BigDecimal.ZERO;
        }
    }
}
