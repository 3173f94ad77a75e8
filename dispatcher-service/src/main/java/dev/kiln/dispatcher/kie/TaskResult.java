package dev.kiln.dispatcher.kie;

import dev.kiln.contract.Credits;
import dev.kiln.contract.Failure;
import java.util.List;

/** How a task ended. Sealed because a task of Kie ends in these two ways alone. */
public sealed interface TaskResult {

    /** What Kie says it charged; null where it named no figure that can be read. */
    Credits credits();

    /** The links in Kie's order; may be empty. */
    record Succeeded(List<String> urls, Credits credits) implements TaskResult {
        public Succeeded {
            urls = List.copyOf(urls);
        }
    }

    record Failed(Failure failure, Credits credits) implements TaskResult {}
}
