package dev.kiln.dispatcher.operate;

import dev.kiln.dispatcher.task.Task;

/** What a verdict did. Sealed because each asks something else of the operator. */
public sealed interface VerdictOutcome {

    /** For the audit and the answer. */
    String word();

    /** @param now as the verdict left it */
    record Settled(Task now) implements VerdictOutcome {
        @Override
        public String word() {
            return "settled";
        }
    }

    /** A further task is proven; what it took is announced, and the task of its generation is as it was. */
    record Found(Task now) implements VerdictOutcome {
        @Override
        public String word() {
            return "second-task";
        }
    }

    /** It says what is known already; nothing was changed. */
    record Repeated(Task now) implements VerdictOutcome {
        @Override
        public String word() {
            return "repeated";
        }
    }

    record UnknownGeneration() implements VerdictOutcome {
        @Override
        public String word() {
            return "unknown-generation";
        }
    }

    /** The task is not, or no longer, in the state that the verdict is about. */
    record MovedOn(Task now, String detail) implements VerdictOutcome {
        @Override
        public String word() {
            return "moved-on";
        }
    }

    /** What is known speaks against it. */
    record Contradicted(Task now, String detail) implements VerdictOutcome {
        @Override
        public String word() {
            return "contradicted";
        }
    }

    /** Kie's record could not be read; to be tried again. */
    record Unproven(Task now, String detail) implements VerdictOutcome {
        @Override
        public String word() {
            return "unproven";
        }
    }
}
