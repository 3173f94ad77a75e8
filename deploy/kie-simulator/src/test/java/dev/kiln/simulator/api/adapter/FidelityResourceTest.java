package dev.kiln.simulator.api.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.Fault;
import dev.kiln.simulator.harness.CallbackReceiver;
import dev.kiln.simulator.harness.Form;
import dev.kiln.simulator.harness.KieCaller;
import dev.kiln.simulator.harness.KieCaller.Answer;
import dev.kiln.simulator.harness.RunningSimulator;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.model.Inputs;
import dev.kiln.simulator.upload.Upload;
import dev.kiln.simulator.upload.UploadAnswer;
import dev.kiln.simulator.upload.UploadPlace;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every body that the vendor documents or was seen to send, in samples.json, has its like among the simulator's. */
@QuarkusTest
@TestProfile(RunningSimulator.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FidelityResourceTest {

    private static final String JOB = "google/nano-banana-edit";

    @TestHTTPResource
    URI base;

    private KieCaller kie;
    private CallbackReceiver creator;
    private int count;

    @BeforeAll
    void open() throws Exception {
        creator = new CallbackReceiver();
    }

    @AfterAll
    void close() throws Exception {
        creator.close();
    }

    @Test
    void everySampleHasItsLike() throws Exception {
        kie = new KieCaller(base, "key-main");
        List<String> differences = new ArrayList<>();
        JsonNode samples;
        try (InputStream in = getClass().getResourceAsStream("/samples.json")) {
            samples = new ObjectMapper().readTree(in);
        }
        for (JsonNode sample : samples) {
            String name = sample.path("name").asText();
            String asked = Form.of(sample.path("body"));
            String got = Form.of(got(sample));
            if (!got.equals(asked)) {
                differences.add(name + "\nsample:\n" + asked + "simulator:\n" + got);
            }
        }
        assertThat(samples.size()).isGreaterThan(55);
        assertThat(differences).isEmpty();
    }

    private JsonNode got(JsonNode sample) throws Exception {
        String model = sample.path("model").asText(JOB);
        return switch (sample.path("ask").asText()) {
            case "create" -> create(sample, model).json();
            case "record" ->
                record(Inputs.model(model).family(), create(sample, model).taskId(), sample);
            case "callback" -> {
                create(sample, model);
                yield creator.await("gen_like." + count).body();
            }
            case "wrong-key" ->
                new KieCaller(base, "no key").get("/api/v1/chat/credit").json();
            case "unknown-job" -> kie.record(Family.JOBS, "none").json();
            case "unknown-flux" -> kie.record(Family.FLUX, "none").json();
            case "unknown-path" -> kie.get("/api/v1/none").json();
            case "credit" -> kie.get("/api/v1/chat/credit").json();
            case "foreign-url" -> link("https://files.example.com/a.png");
            case "download-url" -> {
                String taskId = create(sample, JOB).taskId();
                yield link(kie.ended(Family.JOBS, taskId)
                        .at("/response/resultUrls/0")
                        .asText());
            }
            case "upload" -> upload(sample);
            default -> throw new AssertionError("no such ask: " + sample);
        };
    }

    private Answer create(JsonNode sample, String model) throws Exception {
        String prompt = "a cat "
                + words(sample).stream().map(word -> "[[sim:" + word + "]]").collect(Collectors.joining());
        String[] pairs = StreamSupport.stream(sample.path("input").spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
        count++;
        return kie.create(model, prompt, creator.url("gen_like." + count), pairs);
    }

    private static List<String> words(JsonNode sample) {
        return StreamSupport.stream(sample.path("words").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The record in the state that the sample shows. */
    private JsonNode record(Family family, String taskId, JsonNode sample) {
        JsonNode wanted = sample.at("/body/data");
        return Awaitility.await()
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> kie.record(family, taskId).json(), body -> {
                    JsonNode data = body.path("data");
                    return data.path("state").equals(wanted.path("state"))
                            && data.path("completeTime").isNull()
                                    == wanted.path("completeTime").isNull();
                });
    }

    private JsonNode link(String url) throws Exception {
        return kie.post("/api/v1/common/download-url", Json.write(Json.object().put("url", url)))
                .json();
    }

    private static JsonNode upload(JsonNode sample) {
        List<Fault> shapes = words(sample).stream().map(Fault::named).toList();
        ChosenFaults always = new ChooseFaults(1, shapes).always();
        Instant now = Instant.parse("2026-01-01T00:00:00.5Z");
        Upload upload = new Upload(
                "an id",
                UploadPlace.of("images", "a.png", null),
                "a.png",
                "kieai/main/images/a.png",
                Path.of("x"),
                9,
                "image/png",
                new Upload.Times(now, now.plusSeconds(1)));
        return Json.readObject(UploadAnswer.kept(upload, "http://sim", always).body())
                .orElseThrow();
    }
}
