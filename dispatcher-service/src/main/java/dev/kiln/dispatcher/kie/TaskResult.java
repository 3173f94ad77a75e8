package dev.kiln.dispatcher.kie;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Failure;
import dev.kiln.kiewire.ReportedCredits;
import java.util.List;

/** How a task ended. Sealed because a task of Kie ends in these two ways alone. */
public sealed interface TaskResult {

    /** What Kie says it charged. */
    ReportedCredits credits();

    /** The links in Kie's order; may be empty. */
    record Succeeded(List<String> urls, ReportedCredits credits) implements TaskResult {
        public Succeeded {
            urls = List.copyOf(urls);
        }

        public Succeeded(List<String> urls, Credits credits) {
            this(urls, ReportedCredits.of(credits));
        }
    }

    record Failed(Failure failure, ReportedCredits credits) implements TaskResult {

        public Failed(Failure failure, Credits credits) {
            this(failure, ReportedCredits.of(credits));
        }
    }
}
