package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.contract.Topic;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import dev.kiln.stack.StackSecrets;
import dev.kiln.stack.secret.Secret;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Values that a run knows and nobody may read afterwards, and the wrong turns on which they might get out. */
final class Canaries {
    /** In every prompt of {@link RunningStack#input}. */
    static final String PROMPT_WORD = "canary-b7e1c05d92";

    static final String DATABASE_PASSWORD = "canary-password-41f0a7";

    private static final String IN_AN_ADDRESS = "canary-signature-9d03be";
    private static final String REFUSED_KEY = "kiln_refused_canary_6c52e8";
    private static final String IDEMPOTENCY_KEY = "canary-order-0f77d1";
    private static final String REQUESTS = Topic.GENERATION_REQUESTS.qualifiedName(LocalStack.TOPIC_PREFIX);
    private static final String TOKEN = "gen_[0-9a-z]{32}\\.[0-9]+\\.[A-Za-z0-9_-]{22}";

    static final Secret PROMPT = input("prompt", PROMPT_WORD);
    static final Secret ADDRESS = input("query of an image's address", IN_AN_ADDRESS);
    static final Secret ORDER =
            Secret.of("idempotency key", IDEMPOTENCY_KEY).butAt("table gateway.registry.idempotency_key.key");

    private final RunningStack kiln;

    private Canaries(RunningStack kiln) {
        this.kiln = kiln;
    }

    /** What a tenant's input holds may be in requests and their dead letters. */
    private static Secret input(String name, String value) {
        var secret = Secret.of(name, value).butAt("topic " + REQUESTS + " value");
        for (var letters : Topic.GENERATION_REQUESTS.deadLetterNames(LocalStack.TOPIC_PREFIX)) {
            secret = secret.butAt("topic " + letters + " value");
        }
        return secret;
    }

    static List<Secret> of(LocalStack stack) {
        var secrets = new ArrayList<>(List.of(
                PROMPT,
                ADDRESS,
                ORDER,
                Secret.of("key that was refused", REFUSED_KEY),
                Secret.of("database password", DATABASE_PASSWORD),
                Secret.matching("callback path", "/v1/kie/"),
                Secret.matching("callback token", TOKEN)));
        for (var component : StackSecrets.class.getRecordComponents()) {
            secrets.add(Secret.of(component.getName(), value(component, stack.secrets())));
        }
        return secrets;
    }

    private static String value(RecordComponent component, StackSecrets secrets) {
        try {
            return (String) component.getAccessor().invoke(secrets);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record's components can be read", e);
        }
    }

    /** Lets go wrong what can go wrong while it holds a secret. */
    static void tempt(RunningStack kiln) {
        var canaries = new Canaries(kiln);
        canaries.askBadly();
        canaries.askUnderAKey();
        canaries.askByTopic();
        canaries.knock();
        for (var word : List.of("422", "451", "fail-policy", "html-502-after-store", "500-validation")) {
            kiln.submitWith(word);
        }
        var images = RunningStack.example("google/nano-banana-edit").put("prompt", PROMPT_WORD);
        images.putArray("image_urls").add("https://example.com/a.png?signature=" + IN_AN_ADDRESS);
        kiln.submit("google/nano-banana-edit", images);
    }

    private void askBadly() {
        var good = body();
        assertThat(status(good, "Bearer " + REFUSED_KEY)).isEqualTo(401);
        assertThat(status(good, REFUSED_KEY)).isEqualTo(401);
        var key = "Bearer " + kiln.processes().apiKey();
        for (var bad : List.of(
                good.substring(0, good.length() - 1),
                good.replace("\"input\"", "\"" + PROMPT_WORD + "\""),
                good.replace("\"model\": \"", "\"model\": \"" + PROMPT_WORD),
                "{\"input\": \"" + PROMPT_WORD + "\"}",
                "\"" + PROMPT_WORD + "\"")) {
            assertThat(status(bad, key)).isIn(400, 422);
        }
    }

    private int status(String body, String authorization) {
        return gateway()
                .post("/v1/generations", body, "Authorization", authorization)
                .statusCode();
    }

    private void askUnderAKey() {
        String[] headers = {
            "Authorization", "Bearer " + kiln.processes().apiKey(), "Idempotency-Key", '"' + IDEMPOTENCY_KEY + '"'
        };
        var body = body();
        var codes = new ArrayList<Integer>();
        for (var each : List.of(body, body, body())) {
            codes.add(gateway().post("/v1/generations", each, headers).statusCode());
        }
        assertThat(codes).containsExactly(202, 202, 422);
        kiln.accepted(GenerationIds.ofIdempotencyKey("local", IDEMPOTENCY_KEY));
    }

    /** The second is a conflict and the third unreadable: dead letters. */
    private void askByTopic() {
        var source = URI.create("/test/canaries");
        var eventId = UUID.randomUUID().toString();
        for (var turn : Arrays.asList(1, 2)) {
            var requested = new GenerationRequested(
                    null, RunningStack.MODEL, kiln.input("turn " + turn), null, Map.of(), null, null, null);
            kiln.processes().events().send(new Envelope(eventId, source, Instant.now(), "local", requested));
        }
        kiln.accepted(GenerationIds.ofRequest("local", source.toString(), eventId));
        var garbage = ("{\"prompt\": \"" + PROMPT_WORD).getBytes(StandardCharsets.UTF_8);
        kiln.processes().events().send(new ProducerRecord<>(REQUESTS, "canary", garbage));
    }

    private void knock() {
        var address = new CallbackAddress("jobs", GenerationIds.ofRequest("local", "/test/nobody", "1"), 1);
        var right = new CallbackUrls(List.of(kiln.processes().secrets().tokenKey())).path(address);
        var wrong = new CallbackUrls(List.of("a key of strangers that nobody believes")).path(address);
        var body = "{\"data\": {\"param\": \"" + PROMPT_WORD + "\"";
        var door = new Door(kiln.processes().ports().url(Part.CALLBACK));
        assertThat(door.post(wrong, body).statusCode()).isEqualTo(404);
        assertThat(door.post(right + "x", body).statusCode()).isEqualTo(404);
        assertThat(door.post(right, body).statusCode()).isEqualTo(200);
        assertThat(door.post(right, body + "}}").statusCode()).isEqualTo(200);
    }

    private Door gateway() {
        return new Door(kiln.processes().ports().url(Part.GATEWAY));
    }

    private String body() {
        return "{\"model\": \"" + RunningStack.MODEL + "\", \"input\": " + kiln.input("") + "}";
    }
}
