package dev.kiln.dispatcher.kie;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Path and query of a task's record; the task id may hold any character. */
final class RecordPath {

    private RecordPath() {}

    static String of(String path, String taskId) {
        return path + "?taskId=" + URLEncoder.encode(taskId, StandardCharsets.UTF_8);
    }
}
