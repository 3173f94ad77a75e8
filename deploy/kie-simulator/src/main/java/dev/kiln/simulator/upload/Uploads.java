package dev.kiln.simulator.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The uploaded files: on disk, up to a number and a size, for a while. Thread-safe. */
public final class Uploads {

    private static final String ROOT = "kieai/";

    private final UploadRules rules;
    private final Clock clock;
    private final Map<String, Upload> byPath = new LinkedHashMap<>();
    private long bytes;

    public Uploads(UploadRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Where they lie. */
    public Path folder() {
        return rules.folder();
    }

    /** A new file to write an upload to, before it is kept. */
    public Path newFile() {
        try {
            Files.createDirectories(rules.folder());
            return Files.createTempFile(rules.folder(), "upload-", "");
        } catch (IOException e) {
            throw new UncheckedIOException("kie-simulator.uploads.folder: cannot write " + rules.folder(), e);
        }
    }

    /**
     * Keeps a file that was written, in place of the one that was there, whose room it may take.
     *
     * @param written a file that may be moved
     * @throws StoreFull if there is no room; the file is deleted then, and what was there stays
     */
    public synchronized Upload keep(
            String account, UploadPlace place, String originalName, String mediaType, Path written) {
        Instant now = clock.instant();
        dropExpired(now);
        String filePath = ROOT + account + "/" + place.folder() + "/" + place.fileName();
        Optional<Upload> old = Optional.ofNullable(byPath.get(filePath));
        try {
            long size = Files.size(written);
            if (!hasRoom(size, old)) {
                Files.delete(written);
                throw new StoreFull();
            }
            String id = UUID.randomUUID().toString();
            Path content = Files.move(written, rules.folder().resolve(id), StandardCopyOption.REPLACE_EXISTING);
            Upload.Times times = new Upload.Times(now, now.plus(rules.keep()));
            Upload upload = new Upload(id, place, originalName, filePath, content, size, mediaType, times);
            old.ifPresent(this::drop);
            byPath.put(filePath, upload);
            bytes += size;
            return upload;
        } catch (IOException e) {
            throw new UncheckedIOException("kie-simulator.uploads.folder: cannot write " + rules.folder(), e);
        }
    }

    private boolean hasRoom(long size, Optional<Upload> instead) {
        int files = byPath.size() - (instead.isPresent() ? 1 : 0);
        long others = bytes - instead.map(Upload::size).orElse(0L);
        return files < rules.maxFiles() && others + size <= rules.maxBytes();
    }

    private void drop(Upload upload) {
        byPath.remove(upload.filePath());
        delete(upload);
    }

    /** The upload at that path, if it is still there. */
    public synchronized Optional<Upload> find(String filePath) {
        dropExpired(clock.instant());
        return Optional.ofNullable(byPath.get(filePath));
    }

    /** Deletes all of them, and their folder if nothing else is in it. */
    public synchronized void clear() {
        byPath.values().forEach(this::delete);
        byPath.clear();
        try {
            Files.deleteIfExists(rules.folder());
        } catch (DirectoryNotEmptyException e) {
            // somebody else's files stay
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dropExpired(Instant now) {
        for (Iterator<Upload> oldest = byPath.values().iterator(); oldest.hasNext(); ) {
            Upload upload = oldest.next();
            if (upload.times().expires().isAfter(now)) {
                return;
            }
            oldest.remove();
            delete(upload);
        }
    }

    private void delete(Upload upload) {
        bytes -= upload.size();
        try {
            Files.deleteIfExists(upload.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No room for another file. */
    public static final class StoreFull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFull() {
            super("simulator: no room for more uploads: raise kie-simulator.uploads.max-files or max-megabytes");
        }
    }
}
