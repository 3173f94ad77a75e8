package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;

/** The dispatcher's operators' endpoints, with an operator's key. */
public final class OperatorClient {
    private final JsonHttp http;

    /** @param base of the dispatcher's management port */
    public OperatorClient(String base, String key) {
        this.http = new JsonHttp(base + "/operators/v1", key);
    }

    /** Where a restore stands, and why claims are held. */
    public JsonNode restore() {
        return http.get("/restore");
    }

    /** @param force although nothing is held */
    public void startRestore(String reason, boolean force) {
        var order = force ? Map.of("reason", reason, "force", true) : Map.of("reason", reason);
        done("/restore", http.post("/restore", JsonHttp.write(order)));
    }

    public void pause(String model, String reason) {
        done("/pauses", http.put("/pauses/models/" + model, JsonHttp.write(Map.of("reason", reason))));
    }

    public void resume(String model, String reason) {
        done("/pauses", http.delete("/pauses/models/" + model, JsonHttp.write(Map.of("reason", reason))));
    }

    /** Says what an ended task took, where what Kie named cannot be believed. */
    public void charged(String generationId, int attempt, String credits, String reason) {
        var verdict = Map.of("verdict", "charged", "attempt", attempt, "credits", credits, "reason", reason);
        done("/tasks", http.post("/tasks/" + generationId + "/settle", JsonHttp.write(verdict)));
    }

    /** Says that Kie made this task besides the generation's own. */
    public void secondTask(String generationId, int attempt, String taskId, String account, String reason) {
        var verdict = Map.of(
                "verdict", "second-task", "attempt", attempt, "taskId", taskId, "account", account, "reason", reason);
        done("/tasks", http.post("/tasks/" + generationId + "/settle", JsonHttp.write(verdict)));
    }

    private static void done(String path, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new UnexpectedAnswer("order to " + path, answer.statusCode(), answer.body());
        }
    }
}
