package dev.kiln.callback.receive;

import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Ids of task events: from attempt, task and how it ended alone, so that a repeated callback repeats its event's id. */
final class EventIds {

    private static final int TASK_BYTES = 12;

    private EventIds() {}

    static String of(TaskEvent event) {
        String task = event.taskId() == null ? "" : "." + digest(event.taskId());
        return event.generationId() + "." + event.attempt() + "." + end(event) + task;
    }

    private static String end(TaskEvent event) {
        return switch (event) {
            case TaskSucceeded succeeded -> "succeeded";
            case TaskFailed failed -> "failed";
            case TaskHinted hinted -> "hinted-" + hinted.reason().toLowerCase(Locale.ROOT);
        };
    }

    /** Kie's id is opaque, so its characters and length do not belong into ours. */
    private static String digest(String taskId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(taskId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TASK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
