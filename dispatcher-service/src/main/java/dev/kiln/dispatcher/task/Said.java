package dev.kiln.dispatcher.task;

import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.SubmissionEvent;
import java.util.Optional;

/** Something that the dispatcher said of a generation. */
public sealed interface Said {

    String generationId();

    long sequence();

    /** A step on the way. */
    record Step(SubmissionEvent event) implements Said {
        @Override
        public String generationId() {
            return event.generationId();
        }

        @Override
        public long sequence() {
            return event.sequence();
        }
    }

    /** The end. */
    record End(CompletionEvent event) implements Said {
        @Override
        public String generationId() {
            return event.generationId();
        }

        @Override
        public long sequence() {
            return event.sequence();
        }
    }

    /** Empty for what the dispatcher does not say of generations. */
    static Optional<Said> in(KilnEvent event) {
        return switch (event) {
            case SubmissionEvent step -> Optional.of(new Step(step));
            case CompletionEvent end -> Optional.of(new End(end));
            default -> Optional.empty();
        };
    }
}
