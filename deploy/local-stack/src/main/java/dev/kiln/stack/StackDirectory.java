package dev.kiln.stack;

import dev.kiln.backends.DeleteTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A stack's working directory: logs, and data that last as long as the stack. One stack at a time holds it. */
final class StackDirectory {
    /** The file of {@link StackState}. */
    static final String STATE = "running.properties";

    private final Path path;
    private final FileChannel channel;
    private boolean released;

    private StackDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the directory and clears it of an earlier stack's remains. */
    static StackDirectory claim(Path path) {
        try {
            Files.createDirectories(path);
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new IllegalStateException("Another stack is running in " + path + "; stop it first");
            }
            var directory = new StackDirectory(path, channel);
            DeleteTree.at(directory.data());
            DeleteTree.at(directory.logs());
            Files.deleteIfExists(path.resolve("truth.jsonl"));
            Files.deleteIfExists(directory.state());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("Directory " + path + " cannot be used", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Holds the stack's secrets: there as long as the stack. */
    Path dev() {
        return path.resolve("dev");
    }

    Path state() {
        return path.resolve(STATE);
    }

    Path data() {
        return path.resolve("data");
    }

    boolean isReleased() {
        return released;
    }

    void release() {
        released = true;
        try {
            Files.deleteIfExists(state());
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Directory " + path + " cannot be released", e);
        }
    }
}
