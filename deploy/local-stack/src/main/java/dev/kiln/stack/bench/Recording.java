package dev.kiln.stack.bench;

import java.nio.file.Path;
import java.util.List;

/** A flight recording of one child, written when it ends. */
final class Recording {
    private Recording() {}

    static Path file(Path root, String child) {
        return root.resolve("target").resolve("bench").resolve(child + ".jfr");
    }

    static List<String> flags(Path root, String child) {
        return List.of("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file(root, child));
    }
}
