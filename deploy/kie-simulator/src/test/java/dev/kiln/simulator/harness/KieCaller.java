package dev.kiln.simulator.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.model.Inputs;
import dev.kiln.simulator.model.Model;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A caller of the simulated vendor, and of the simulator's admin API. */
public final class KieCaller {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final String key;

    public KieCaller(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** An answer; the JSON is a missing node if the body is none. */
    public record Answer(int status, String body) {
        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                return MAPPER.missingNode();
            }
        }

        public int code() {
            return json().path("code").asInt();
        }

        public String taskId() {
            return json().at("/data/taskId").asText();
        }
    }

    public static ObjectNode body(Model model, String prompt, String callbackUrl, String... pairs) {
        ObjectNode input = Inputs.with(Inputs.least(model, prompt), pairs);
        ObjectNode body = model.family() == Family.JOBS ? Json.object().set("input", input) : input;
        return body.put("model", model.id()).put("callBackUrl", callbackUrl);
    }

    public Answer create(String model, String prompt, String callbackUrl, String... pairs) throws IOException {
        Model known = Inputs.model(model);
        return post(known.family().createPath(), Json.write(body(known, prompt, callbackUrl, pairs)));
    }

    public Answer record(Family family, String taskId) throws IOException {
        return get(family.recordPath() + "?taskId=" + taskId);
    }

    /** The record once it has ended. */
    public JsonNode ended(Family family, String taskId) {
        return Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(
                        () -> record(family, taskId).json().path("data"),
                        data -> data.path("successFlag").asInt() > 0);
    }

    public Answer post(String path, String body) throws IOException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** What comes until the connection is closed; unlike a client, it never asks again by itself. */
    public String raw(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer "
                + key + "\r\n\r\n";
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public Answer delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    /** Lines of the truth log of that kind whose text has the word in it. */
    public List<JsonNode> truth(String kind, String word) throws IOException {
        JsonNode lines = get("/admin/truth?limit=10000").json();
        return StreamSupport.stream(lines.spliterator(), false)
                .filter(line -> line.path("kind").asText().equals(kind)
                        && line.toString().contains(word))
                .toList();
    }

    public HttpResponse<byte[]> download(String url) throws IOException {
        return exchange(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private static Answer send(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response = exchange(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return CLIENT.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
