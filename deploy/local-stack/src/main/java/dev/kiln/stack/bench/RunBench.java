package dev.kiln.stack.bench;

import dev.kiln.stack.TrainStarts;
import dev.kiln.stack.bench.BenchOptions.Section;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Runs what the options say, one part after the other. */
final class RunBench {
    private final Path root;
    private final BenchOptions options;
    private final Consumer<String> progress;

    RunBench(Path root, BenchOptions options, Consumer<String> progress) {
        this.root = root;
        this.options = options;
        this.progress = progress;
    }

    BenchReport run() {
        TrainStarts.whereMissing(root, progress);
        var conditions = Conditions.of(
                options, BenchStack.flags(root, options), Clock.systemUTC().instant());
        List<DoorFigures> doors = options.measures(Section.INTAKE) || options.measures(Section.CALLBACKS)
                ? new MeasureDoors(root, options, progress).run()
                : List.of();
        var endToEnd = options.measures(Section.E2E) ? new MeasureEndToEnd(root, options, progress).run() : null;
        var tables = options.measures(Section.TABLES) ? new MeasureTables(root, options, progress).run() : null;
        return new BenchReport(conditions, doors, endToEnd, tables);
    }
}
