package dev.kiln.stack.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of one child, written when it ends, and beside it the list of its hottest methods. */
final class Recording {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final int SHOWN = 60;

    private final Path file;

    Recording(Path root, String child) {
        this.file = root.resolve("target").resolve("bench").resolve(child + ".jfr");
    }

    /** For the child's JVM. */
    List<String> flags() {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("No recording can be written to " + file, e);
        }
        return List.of("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
    }

    /** After the child's end: the file with the methods that were seen most, by themselves and with what they called. */
    Path summarize() {
        var self = new HashMap<String, Integer>();
        var total = new HashMap<String, Integer>();
        var samples = 0;
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                var event = recording.readEvent();
                if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
                    samples++;
                    count(event.getStackTrace().getFrames(), self, total);
                }
            }
            var text = "%d samples%n%nby themselves:%n%s%n%nwith what they called:%n%s%n"
                    .formatted(samples, most(self, samples), most(total, samples));
            var summary = file.resolveSibling(file.getFileName().toString().replace(".jfr", "-hottest.txt"));
            return Files.writeString(summary, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The recording " + file + " cannot be read", e);
        }
    }

    private static void count(List<RecordedFrame> frames, Map<String, Integer> self, Map<String, Integer> total) {
        var seen = new HashSet<String>();
        for (var frame : frames) {
            var method = frame.getMethod().getType().getName() + "."
                    + frame.getMethod().getName();
            if (seen.isEmpty()) {
                self.merge(method, 1, Integer::sum);
            }
            if (seen.add(method)) {
                total.merge(method, 1, Integer::sum);
            }
        }
    }

    private static String most(Map<String, Integer> counts, int samples) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .map(entry -> "%5.1f %%  %s".formatted(100.0 * entry.getValue() / samples, entry.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
