package dev.kiln.simulator.media;

import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import dev.kiln.simulator.task.Tasks;
import java.util.Optional;

/** The files that succeeded tasks made; made when they are asked for. */
public final class ResultFiles {

    private final Tasks tasks;
    private final Clip clip = new Clip();

    public ResultFiles(Tasks tasks) {
        this.tasks = tasks;
    }

    /** A file's content and its media type. */
    public record ResultFile(String mediaType, byte[] bytes) {}

    /**
     * The file, if that task made it.
     *
     * @param name such as 0.png
     */
    public Optional<ResultFile> find(String taskId, String name) {
        return tasks.find(taskId).filter(task -> made(task, name)).map(task -> make(taskId, name));
    }

    private static boolean made(Task task, String name) {
        return task.state() instanceof TaskState.Succeeded success
                && success.urls().stream().anyMatch(url -> url.endsWith("/" + name));
    }

    private ResultFile make(String taskId, String name) {
        String extension = name.substring(name.indexOf('.') + 1);
        return switch (extension) {
            case "mp4" -> new ResultFile("video/mp4", clip.bytes());
            case "png" -> new ResultFile("image/png", Picture.draw((taskId + name).hashCode(), "png"));
            case "jpg" -> new ResultFile("image/jpeg", Picture.draw((taskId + name).hashCode(), "jpg"));
            default -> throw new IllegalStateException("no such kind of file: " + extension);
        };
    }
}
