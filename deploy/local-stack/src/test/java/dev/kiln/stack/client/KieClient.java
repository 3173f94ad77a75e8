package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;

/** Kie's own API of the family jobs, with an account's key: kie-api, "Market models". */
public final class KieClient {
    private final JsonHttp http;

    public KieClient(String base, String key) {
        this.http = new JsonHttp(base + "/api/v1/jobs", key);
    }

    /** Creates a task as the create of another one was; gives its id. */
    public String createAgain(String taskId) {
        var param = http.get("/recordInfo?taskId=" + taskId).path("data").path("param");
        var answer = http.post("/createTask", param.asText());
        var created = JsonHttp.read(answer.body()).path("data").path("taskId");
        if (!created.isTextual()) {
            throw new UnexpectedAnswer("POST /createTask", answer.statusCode(), answer.body());
        }
        return created.asText();
    }

    /** Whether the task has come to its end. */
    public boolean hasEnded(String taskId) {
        JsonNode data = http.get("/recordInfo?taskId=" + taskId).path("data");
        return data.path("state").asText().equals("success");
    }
}
