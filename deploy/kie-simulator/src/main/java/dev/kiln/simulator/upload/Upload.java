package dev.kiln.simulator.upload;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that a customer uploaded.
 *
 * @param originalName as the customer called it
 * @param filePath its path among all files, with the account
 * @param content where it lies on this machine
 */
public record Upload(
        String id,
        UploadPlace place,
        String originalName,
        String filePath,
        Path content,
        long size,
        String mediaType,
        Times times) {

    /** @param expires when it is gone */
    public record Times(Instant uploaded, Instant expires) {}
}
