package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Kie's own API of the family jobs, with an account's key: kie-api, "Market models". */
public final class KieClient {
    private final JsonHttp http;

    public KieClient(String base, String key) {
        this.http = new JsonHttp(base + "/api/v1/jobs", key);
    }

    /** Creates a task with the input of another one; gives its id. */
    public String createAgain(String taskId, String callBackUrl) {
        var data = http.get("/recordInfo?taskId=" + taskId).path("data");
        var param = decoded(data.path("param"));
        Map<String, Object> body = Map.of(
                "model", data.path("model"),
                "callBackUrl", callBackUrl,
                "input", decoded(param.path("input")));
        var answer = http.post("/createTask", JsonHttp.write(body));
        var created = JsonHttp.read(answer.body()).path("data").path("taskId");
        if (!created.isTextual()) {
            throw new UnexpectedAnswer("POST /createTask", answer.statusCode(), answer.body());
        }
        return created.asText();
    }

    /** Kie writes an object as itself or as a text that holds it. */
    private static JsonNode decoded(JsonNode node) {
        return node.isTextual() ? JsonHttp.read(node.textValue()) : node;
    }
}
