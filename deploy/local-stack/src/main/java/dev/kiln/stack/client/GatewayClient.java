package dev.kiln.stack.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Optional;

/** What a tenant does with the gateway. */
public final class GatewayClient {
    private final JsonHttp http;

    public GatewayClient(String base, String apiKey) {
        http = new JsonHttp(base, apiKey);
    }

    /** Submits a generation; the answer is that of the 202, and anything else is an exception. */
    public JsonNode submit(String model, JsonNode input, String reference) {
        var answer = post(body(model, input, reference));
        if (answer.statusCode() != 202) {
            throw new UnexpectedAnswer("POST /v1/generations", answer.statusCode(), answer.body());
        }
        return JsonHttp.read(answer.body());
    }

    /** The id where it was accepted; empty where Kiln says that it is not able to now (503). */
    public Optional<String> submitOrRefused(String model, JsonNode input) {
        var answer = post(body(model, input, null));
        return switch (answer.statusCode()) {
            case 202 -> Optional.of(JsonHttp.read(answer.body()).path("id").asText());
            case 503 -> Optional.empty();
            default -> throw new UnexpectedAnswer("POST /v1/generations", answer.statusCode(), answer.body());
        };
    }

    /** Under a key, so that it may be repeated; empty where it has to be: Kiln is not able to now, or is still at it. */
    public Optional<String> submitOnce(String key, String model, JsonNode input) {
        var answer = http.postOnce(key, "/v1/generations", body(model, input, null));
        return switch (answer.statusCode()) {
            case 202 -> Optional.of(JsonHttp.read(answer.body()).path("id").asText());
            case 409, 503 -> Optional.empty();
            default -> throw new UnexpectedAnswer("POST /v1/generations", answer.statusCode(), answer.body());
        };
    }

    /** Whether the wish was taken; not where it has ended, or Kiln is not able to now. */
    public boolean cancel(String id) {
        return http.post("/v1/generations/" + id + "/cancel", "").statusCode() == 202;
    }

    private static String body(String model, JsonNode input, String reference) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model", model);
        body.put("input", input);
        if (reference != null) {
            body.put("reference", reference);
        }
        return JsonHttp.write(body);
    }

    /** Posts a body as it is, whatever the answer. */
    public HttpResponse<String> post(String body) {
        return http.post("/v1/generations", body);
    }

    /** What the gateway knows of a generation now; empty where it does not know it yet, or cannot say now (503). */
    public Optional<JsonNode> generation(String id) {
        var path = "/v1/generations/" + id;
        var answer = http.getAnyAnswer(path);
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(JsonHttp.read(answer.body()));
            case 404, 503 -> Optional.empty();
            default -> throw new UnexpectedAnswer("GET " + path, answer.statusCode(), answer.body());
        };
    }
}
