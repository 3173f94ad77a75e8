package dev.kiln.stack.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.stack.bench.load.DoorPlan;

/** What the load sends. */
final class BenchBodies {
    static final String MODEL = "google/nano-banana-edit";

    private BenchBodies() {}

    /** The first example of the model's catalog file. */
    static String intake() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", MODEL);
        body.set("input", input());
        return body.toString();
    }

    private static com.fasterxml.jackson.databind.JsonNode input() {
        return Catalog.bundled().find(MODEL).orElseThrow().examples().getFirst().input();
    }

    /** As Kie tells of a task of createTask's that succeeded. */
    static String callback() {
        var url = "https://results.example.com/0123456789abcdef0123456789abcdef.png";
        var param = JsonNodeFactory.instance.objectNode().put("model", MODEL);
        param.put("input", input().toString());
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("taskId", DoorPlan.TASK_ID)
                .put("model", MODEL)
                .put("state", "success")
                .put("param", param.toString())
                .put("resultJson", "{\"resultUrls\":[\"" + url + "\"]}")
                .putNull("failCode")
                .putNull("failMsg")
                .put("costTime", 8)
                .put("creditsConsumed", 4)
                .put("completeTime", 1755599644000L)
                .put("createTime", 1755599634000L);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("code", 200)
                .put("msg", "Playground task completed successfully.");
        body.set("data", data);
        return body.toString();
    }
}
