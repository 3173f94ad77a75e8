package dev.kiln.callback.receive.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.callback.Samples;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.contract.TaskEvent;
import dev.kiln.contract.TaskFailed;
import dev.kiln.contract.TaskHinted;
import dev.kiln.contract.TaskSucceeded;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackendsTestResource.class, initArgs = @ResourceArg(name = "postgres", value = "false"))
class CallbackResourceTest {

    private static final CapturedLog LOG = new CapturedLog();

    private final String servers;
    private final String prefix;
    private final URI service;
    private final URI management;
    private TaskTopic topic;

    CallbackResourceTest(
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            @ConfigProperty(name = "kiln.topics.prefix") String prefix,
            @ConfigProperty(name = "test.url") URI service,
            @ConfigProperty(name = "test.management.url") URI management) {
        this.servers = servers;
        this.prefix = prefix;
        this.service = service;
        this.management = management;
    }

    @BeforeAll
    static void listen() {
        LOG.start();
    }

    /** After all kinds of callbacks: the path is the secret, and the body may hold a prompt. */
    @AfterAll
    static void loggedNeitherPathsNorBodies() {
        assertThat(LOG.stop())
                .noneMatch(line -> line.contains("/v1/kie")
                        || line.contains("gen_")
                        || line.contains("example.com")
                        || line.contains("paper boat"));
    }

    @BeforeEach
    void connect() {
        topic = new TaskTopic(servers, prefix);
    }

    @Test
    void saysWhatEachFamilySaysBeforeItAnswers() {
        assertSays("jobs", "success", "6c1f0e5a4b3d42c19a7788e0f2d3c4b5", TaskSucceeded.class);
        assertSays("jobs", "failure", "9e8d7c6b5a4f43e2a1b0c9d8e7f60514", TaskFailed.class);
        assertSays("veo", "success", "veo_task_00ff11ee22dd", TaskSucceeded.class);
        assertSays("veo", "failure-policy", "veo_task_policy", TaskFailed.class);
        assertSays("flux-kontext", "success", "task98765", TaskSucceeded.class);
        assertSays("flux-kontext", "failure-empty-info", "task98766", TaskFailed.class);
    }

    @Test
    void writesOneWholeCloudEventKeyedByItsGeneration() {
        Caller caller = Caller.of("jobs", "whole");

        Response answer = caller.postsSigned(Samples.body("jobs/success-result-object"), "task_object");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"code\":200,\"msg\":\"success\"}");
        assertThat(topic.eventsOf(caller.generationId())).singleElement().satisfies(envelope -> {
            assertThat(envelope.source()).isEqualTo(Envelope.CALLBACK);
            assertThat(envelope.tenantId()).isNull();
            assertThat(envelope.event())
                    .isEqualTo(new TaskSucceeded(
                            caller.generationId(),
                            1,
                            "jobs",
                            "task_object",
                            List.of("https://results.example.com/o.mp4"),
                            Credits.of("2.8")));
        });
        assertThat(topic.recordsOf(caller.generationId()).get(0).headers())
                .extracting(header -> header.key())
                .containsExactlyInAnyOrder(
                        "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject", "content-type");
    }

    @Test
    void saysWhatKieCutInTheMiddleOfACharacter() {
        Caller caller = Caller.of("veo", "cut");
        String body = new String(Samples.body("veo/failure-policy"), StandardCharsets.UTF_8)
                .replace("policies.", "policies \\ud83d");

        assertThat(caller.postsSigned(body.getBytes(StandardCharsets.UTF_8), "veo_task_policy")
                        .statusCode())
                .isEqualTo(200);

        assertThat(topic.eventsOf(caller.generationId())).hasSize(1);
    }

    @Test
    void givesARepeatedCallbackTheSameEventId() {
        Caller caller = Caller.of("flux-kontext", "repeated");

        caller.postsSigned(Samples.body("flux-kontext/success"), "task98765");
        caller.postsSigned(Samples.body("flux-kontext/success"), "task98765");

        List<Envelope> said = topic.eventsOf(caller.generationId());
        assertThat(said).hasSize(2);
        assertThat(said).extracting(Envelope::id).containsOnly(said.get(0).id());
    }

    @Test
    void acceptsBothKeysWhileTheyAreRotated() {
        Caller caller = Caller.of("veo", "rotated");

        caller.postsSigned(
                Samples.body("veo/success"),
                "veo_task_00ff11ee22dd",
                Caller.OLD_KEY,
                Instant.now().getEpochSecond());

        assertThat(said(caller)).isInstanceOf(TaskSucceeded.class);
    }

    @Test
    void hintsAtAnAuthenticCallbackThatCannotBeBelieved() {
        byte[] body = Samples.body("jobs/failure-bare");
        long now = Instant.now().getEpochSecond();
        Caller unsigned = Caller.of("jobs", "unsigned");
        Caller wrong = Caller.of("jobs", "wrong");
        Caller stale = Caller.of("jobs", "stale");

        assertThat(unsigned.posts(body).statusCode()).isEqualTo(200);
        assertThat(wrong.postsSigned(body, "task_bare", "somebody-else", now).statusCode())
                .isEqualTo(200);
        assertThat(stale.postsSigned(body, "task_bare", Caller.NEW_KEY, now - 7200)
                        .statusCode())
                .isEqualTo(200);

        assertThat(said(unsigned)).isEqualTo(hint(unsigned, "task_bare", Reason.MISSING_SIGNATURE));
        assertThat(said(wrong)).isEqualTo(hint(wrong, "task_bare", Reason.BAD_SIGNATURE));
        assertThat(said(stale)).isEqualTo(hint(stale, "task_bare", Reason.STALE_SIGNATURE));
    }

    @Test
    void hintsAtABodyThatIsNoJsonWithoutRepeatingIt() {
        Caller caller = Caller.of("jobs", "no-json");

        Response answer = caller.posts("{\"data\":{\"taskId\":\"secret".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(said(caller)).isEqualTo(hint(caller, null, Reason.UNREADABLE));
        assertThat(topic.recordsOf(caller.generationId()).get(0).value())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("secret");
    }

    @Test
    void hintsAtAnEmptyBody() {
        Caller caller = Caller.of("jobs", "empty");

        assertThat(given().post(caller.path()).statusCode()).isEqualTo(200);

        assertThat(said(caller)).isEqualTo(hint(caller, null, Reason.UNREADABLE));
    }

    @Test
    void tellsAStrangerNothing() {
        Caller caller = Caller.of("jobs", "stranger");
        String path = caller.path();
        List<String> wrong = List.of(
                path.substring(0, path.length() - 22) + "A".repeat(22),
                path.replace("/jobs/", "/veo/"),
                path.replace("/jobs/", "/suno/"),
                path.replace(".1.", ".2."),
                "/v1/kie/jobs/" + caller.generationId(),
                "/v1/kie/jobs/..");

        assertThat(wrong).allSatisfy(each -> {
            Response answer = given().body(Samples.body("jobs/success")).post(each);
            assertThat(answer.statusCode()).isEqualTo(404);
        });
        assertThat(given().post(wrong.get(0)).asString()).isEmpty();
        assertThat(topic.eventsOf(caller.generationId())).isEmpty();
    }

    @Test
    void refusesABodyOfMoreThan256KiB() throws IOException {
        Caller caller = Caller.of("jobs", "huge");
        byte[] largest = new byte[256 * 1024];

        assertThat(caller.posts(largest).statusCode()).isEqualTo(200);
        assertThat(caller.posts(new byte[256 * 1024 + 1]).statusCode()).isEqualTo(413);
        assertThat(statusOfChunked(caller.path(), 256 * 1024 + 1)).isEqualTo(413);
        assertThat(topic.eventsOf(caller.generationId())).hasSize(1);
    }

    @Test
    void refusesAnEncodedBody() {
        Caller caller = Caller.of("jobs", "encoded");

        Response answer = given().header("Content-Encoding", "gzip")
                .body(Samples.body("jobs/success"))
                .post(caller.path());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(topic.eventsOf(caller.generationId())).isEmpty();
    }

    @Test
    void countsWhatCameInWithoutNamingAnyPath() {
        Caller caller = Caller.of("jobs", "counted");
        caller.posts(Samples.body("jobs/success"));
        caller.postsSigned(Samples.body("jobs/failure"), "9e8d7c6b5a4f43e2a1b0c9d8e7f60514");
        given().post("/v1/kie/jobs/nobody.1.AAAAAAAAAAAAAAAAAAAAAA");

        String metrics = given().get(management.resolve("/q/metrics")).asString();

        assertThat(metrics)
                .contains("kiln_callback_received_total{family=\"jobs\",outcome=\"hinted\"}")
                .contains("kiln_callback_received_total{family=\"jobs\",outcome=\"failed\"}")
                .contains("kiln_callback_hints_total{reason=\"MISSING_SIGNATURE\"}")
                .contains("kiln_callback_refused_total{status=\"404\"}")
                .contains("kiln_callback_publish_seconds_count")
                .contains("kiln_callback_in_flight 0.0")
                .doesNotContain("/v1/kie")
                .doesNotContain("gen_");
    }

    @Test
    void isHealthyOnTheManagementPortAlone() {
        assertThat(given().get(management.resolve("/q/health/ready")).statusCode())
                .isEqualTo(200);
        assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(404);
    }

    private void assertSays(String family, String sample, String taskId, Class<? extends TaskEvent> type) {
        Caller caller = Caller.of(family, "each-family-" + family + sample);

        Response answer = caller.postsSigned(Samples.body(family + "/" + sample), taskId);

        assertThat(answer.statusCode()).isEqualTo(200);
        TaskEvent said = said(caller);
        assertThat(said).isInstanceOf(type);
        assertThat(said.taskId()).isEqualTo(taskId);
        assertThat(said.family()).isEqualTo(family);
    }

    private TaskEvent said(Caller caller) {
        List<Envelope> said = topic.eventsOf(caller.generationId());
        assertThat(said).hasSize(1);
        return (TaskEvent) said.get(0).event();
    }

    private static TaskHinted hint(Caller caller, String taskId, String reason) {
        return new TaskHinted(caller.generationId(), 1, "jobs", taskId, reason);
    }

    /** Sends a body of unknown length, as far as the service lets it. */
    private int statusOfChunked(String path, int length) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(length) + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[length]);
            socket.getOutputStream().write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] statusLine = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            return Integer.parseInt(new String(statusLine, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        }
    }
}
