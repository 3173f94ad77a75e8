package dev.kiln.simulator.callback;

import dev.kiln.simulator.fault.TaskFailure;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import dev.kiln.simulator.task.TaskState.Ended;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What a callback tells of a task's end. */
enum Tells {
    TRUE,
    /** A failure of a success, a success of a failure. */
    OPPOSITE,
    /** A success with a file that is none of the task's, and other credits. */
    CHANGED;

    private static final String FOREIGN_FILE = "https://files.example.com/forged.png";
    private static final BigDecimal OTHER_CREDITS = new BigDecimal("1000");

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Ended of(Task task, Ended end) {
        return switch (this) {
            case TRUE -> end;
            case OPPOSITE -> opposite(task, end);
            case CHANGED ->
                new TaskState.Succeeded(
                        end.completed(), List.of(FOREIGN_FILE), end.credits().add(OTHER_CREDITS), end.remained());
        };
    }

    private static Ended opposite(Task task, Ended end) {
        return switch (end) {
            case TaskState.Succeeded success ->
                new TaskState.Failed(success.completed(), TaskFailure.INTERNAL, BigDecimal.ZERO, success.remained());
            case TaskState.Failed failed ->
                new TaskState.Succeeded(
                        failed.completed(), List.of(task.fileUrl("none.png")), task.hold(), failed.remained());
        };
    }
}
