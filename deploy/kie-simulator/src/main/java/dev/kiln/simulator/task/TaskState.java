package dev.kiln.simulator.task;

import dev.kiln.simulator.fault.TaskFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Where a task is; sealed, each state offers only its legal exits. */
public sealed interface TaskState {

    /** The word that jobs records use. */
    String word();

    /** Not ended yet. */
    sealed interface Running extends TaskState {}

    record Waiting() implements Running {
        @Override
        public String word() {
            return "waiting";
        }

        Queuing queue() {
            return new Queuing();
        }

        Generating generate() {
            return new Generating();
        }
    }

    record Queuing() implements Running {
        @Override
        public String word() {
            return "queuing";
        }

        Generating generate() {
            return new Generating();
        }
    }

    record Generating() implements Running {
        @Override
        public String word() {
            return "generating";
        }

        Succeeded succeed(Instant now, List<String> urls, BigDecimal credits, BigDecimal remained) {
            return new Succeeded(now, urls, credits, remained);
        }

        Failed fail(Instant now, TaskFailure failure, BigDecimal credits, BigDecimal remained) {
            return new Failed(now, failure, credits, remained);
        }
    }

    /** The end of a task. */
    sealed interface Ended extends TaskState {
        Instant completed();

        /** What was charged; 0 for a failure, as a rule. */
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

    record Failed(Instant completed, TaskFailure failure, BigDecimal credits, BigDecimal remained) implements Ended {
        @Override
        public String word() {
            return "fail";
        }
    }
}
