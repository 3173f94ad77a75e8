package dev.kiln.simulator.upload;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What uploads may take.
 *
 * @param folder where they lie; they are deleted at the end
 * @param keep how long
 * @param maxFiles of all accounts
 * @param maxBytes of all files together
 */
public record UploadRules(Path folder, Duration keep, int maxFiles, long maxBytes) {

    /** @throws IllegalArgumentException naming the key that does not fit */
    public UploadRules {
        if (keep.toMillis() < 1) {
            throw new IllegalArgumentException("kie-simulator.uploads.keep cannot be " + keep);
        }
        if (maxFiles < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("kie-simulator.uploads.max-files and max-megabytes must be at least 1");
        }
    }
}
