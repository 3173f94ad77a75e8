package dev.kiln.simulator.media;

import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import dev.kiln.simulator.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The files that succeeded tasks made; made when they are asked for, gone after a while. */
public final class ResultFiles {

    private static final String ORIGIN = "origin-";

    private final Tasks tasks;
    private final FileRules rules;
    private final Clock clock;
    private final Clip clip = new Clip();

    public ResultFiles(Tasks tasks, FileRules rules, Clock clock) {
        this.tasks = tasks;
        this.rules = rules;
        this.clock = clock;
    }

    /** A file's content and its media type. */
    public record ResultFile(String mediaType, byte[] bytes) {}

    /**
     * The file, if that task made it and it is still there.
     *
     * @param name such as 0.png, or origin-0.png
     */
    public Optional<ResultFile> find(String taskId, String name) {
        return isThere(taskId, name) ? Optional.of(make(taskId, name)) : Optional.empty();
    }

    boolean isThere(String taskId, String name) {
        return tasks.find(taskId)
                .map(Task::state)
                .filter(TaskState.Succeeded.class::isInstance)
                .map(TaskState.Succeeded.class::cast)
                .filter(success -> made(success, name) && isKept(success, name))
                .isPresent();
    }

    private static boolean made(TaskState.Succeeded success, String name) {
        String result = name.startsWith(ORIGIN) ? name.substring(ORIGIN.length()) : name;
        return success.urls().stream().anyMatch(url -> url.endsWith("/" + result));
    }

    private boolean isKept(TaskState.Succeeded success, String name) {
        Duration keep = name.startsWith(ORIGIN) ? rules.keepOrigin() : rules.keep();
        return clock.instant().isBefore(success.completed().plus(keep));
    }

    private ResultFile make(String taskId, String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return switch (extension) {
            case "mp4" -> new ResultFile("video/mp4", clip.bytes());
            case "png" -> new ResultFile("image/png", Picture.draw((taskId + name).hashCode(), "png"));
            case "jpg" -> new ResultFile("image/jpeg", Picture.draw((taskId + name).hashCode(), "jpg"));
            default -> throw new IllegalStateException("no such kind of file: " + extension);
        };
    }
}
