package dev.kiln.simulator.upload.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.KieCaller.Answer;
import dev.kiln.simulator.harness.RunningSimulator;
import dev.kiln.simulator.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(RunningSimulator.class)
class UploadResourceTest {

    private static final String CONTENT = "aGVsbG8=";

    @TestHTTPResource
    URI base;

    private KieCaller kie;

    @BeforeEach
    void open() {
        kie = new KieCaller(base, "key-main");
    }

    @Test
    void aBase64UploadIsServedBack() throws Exception {
        Answer answer = base64("images/cats", "cat one.png", "data:image/png;base64," + CONTENT);

        JsonNode data = answer.json().path("data");
        assertThat(data.path("filePath").asText()).isEqualTo("kieai/main/images/cats/cat one.png");
        assertThat(data.path("fileSize").asInt()).isEqualTo(5);
        assertServed(data, "hello", "image/png");
    }

    @Test
    void aSecondUploadToTheSamePlaceOverwritesTheFirst() throws Exception {
        base64("images", "same.png", Base64.getEncoder().encodeToString("old".getBytes()));
        JsonNode data = base64("images", "same.png", CONTENT).json().path("data");

        assertServed(data, "hello", "image/png");
    }

    @Test
    void aStreamUploadIsServedBack() throws Exception {
        String form = part("uploadPath", "", "", "videos")
                + part("file", "; filename=\"clip.mp4\"", "Content-Type: video/mp4\r\n", "hello") + "--b--\r\n";
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(base.resolve("/api/file-stream-upload"))
                                .header("Authorization", "Bearer key-main")
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        JsonNode data = Json.readObject(response.body()).orElseThrow().path("data");
        assertThat(data.path("fileName").asText()).matches("[0-9a-f-]{36}\\.mp4");
        assertServed(data, "hello", "video/mp4");
    }

    private static String part(String name, String more, String header, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n" + header + "\r\n"
                + content + "\r\n";
    }

    @Test
    void aUrlUploadIsFetchedAndServedBack() throws Exception {
        String url = base64("images", "source.png", CONTENT)
                .json()
                .at("/data/downloadUrl")
                .asText();

        Answer answer = kie.post(
                "/api/file-url-upload",
                Json.write(Json.object()
                        .put("fileUrl", url)
                        .put("uploadPath", "copies")
                        .put("fileName", "copy.png")));

        assertServed(answer.json().path("data"), "hello", "image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/a.png", "ftp://127.0.0.1/a.png", "nonsense", "http://"})
    void aUrlThatCannotBeFetchedIsRefused(String url) throws Exception {
        Answer answer = kie.post(
                "/api/file-url-upload",
                Json.write(Json.object().put("fileUrl", url).put("uploadPath", "copies")));

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.json().path("msg").asText()).contains("fileUrl");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"uploadPath\":\"a\"}', base64Data",
        "'{\"base64Data\":\"!\",\"uploadPath\":\"a\"}', base64Data",
        "'{\"base64Data\":\"aGVsbG8=\"}', uploadPath",
        "'{\"base64Data\":\"aGVsbG8=\",\"uploadPath\":\"/a/\"}', uploadPath",
        "'{\"base64Data\":\"aGVsbG8=\",\"uploadPath\":\"a\",\"fileName\":\"../b\"}', fileName",
        "'[]', JSON object"
    })
    void aBadUploadIsRefusedWithItsField(String body, String field) throws Exception {
        Answer answer = kie.post("/api/file-base64-upload", body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("msg").asText()).contains(field);
    }

    @Test
    void aWrongKeyOrMethodIsRefused() throws Exception {
        Answer stranger = new KieCaller(base, "wrong").post("/api/file-base64-upload", "{}");
        Answer wrongMethod = kie.get("/api/file-stream-upload");

        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.code()).isEqualTo(401);
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.code()).isEqualTo(405);
    }

    @Test
    void aFileThatWasNeverUploadedIsNotFound() throws Exception {
        assertThat(kie.download(base.resolve("/kieai/main/images/none.png").toString())
                        .statusCode())
                .isEqualTo(404);
        assertThat(kie.download(base.resolve("/kieai/main/../../etc/passwd").toString())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void uploadsAtTheSameTimeGoOneByOneAndAllArrive() {
        String large = Base64.getEncoder().encodeToString(new byte[1 << 20]);

        List<CompletableFuture<Answer>> uploads = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return base64("images", "large" + n + ".png", large);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();

        assertThat(uploads)
                .allSatisfy(upload -> assertThat(
                                upload.join().json().at("/data/fileSize").asInt())
                        .isEqualTo(1 << 20));
    }

    private Answer base64(String path, String name, String content) throws Exception {
        return kie.post(
                "/api/file-base64-upload",
                Json.write(Json.object()
                        .put("base64Data", content)
                        .put("uploadPath", path)
                        .put("fileName", name)));
    }

    private void assertServed(JsonNode data, String content, String mediaType) throws Exception {
        HttpResponse<byte[]> file = kie.download(data.path("downloadUrl").asText());
        assertThat(new String(file.body())).isEqualTo(content);
        assertThat(file.headers().firstValue("Content-Type")).hasValue(mediaType);
    }
}
