package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventsCodecTest {

    private static final String ID = "gen_0123456789abcdefghjkmnpqrstvwxyz";

    private final CloudEventsCodec codec = new CloudEventsCodec("kiln.");

    @Test
    void readsWhatItWrote() {
        Envelope envelope = new Envelope(
                ID + ".3",
                Envelope.DISPATCHER,
                Instant.parse("2026-11-23T10:00:00Z"),
                "studio",
                new GenerationSubmitted(
                        ID,
                        3,
                        new RequestSummary("kling/v2-1-pro", "order-7", Map.of("scene", "4"), "c0ffee"),
                        new Submission(1, "main", "task_1", Instant.parse("2026-11-23T09:59:59Z")),
                        new Estimate(Credits.of("50"), Credits.of("50"))));

        ProducerRecord<String, byte[]> record = codec.write(envelope);

        assertThat(record.topic()).isEqualTo("kiln.generation.submissions");
        assertThat(record.key()).isEqualTo(ID);
        assertThat(header(record.headers(), "ce_type")).isEqualTo("dev.kiln.generation.submitted.v1");
        assertThat(header(record.headers(), "ce_subject")).isEqualTo(ID);
        assertThat(header(record.headers(), "ce_tenantid")).isEqualTo("studio");
        assertThat(header(record.headers(), "content-type")).isEqualTo("application/json");
        assertThat(codec.read(record.headers(), record.value())).isEqualTo(envelope);
    }

    @Test
    void readsStructuredMode() {
        Headers headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        String body = """
                {"specversion":"1.0","id":"7","source":"/shop","type":"dev.kiln.generation.requested.v1",
                 "tenantid":"shop","datacontenttype":"application/json",
                 "data":{"model":"kling/v2-1-pro","input":{"cfg_scale":0.50},"later":"field"}}""";

        Envelope envelope = codec.read(headers, body.getBytes(StandardCharsets.UTF_8));

        assertThat(envelope.tenantId()).isEqualTo("shop");
        GenerationRequested requested = (GenerationRequested) envelope.event();
        assertThat(requested.input().get("cfg_scale").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(requested.generationId()).isNull();
    }

    @Test
    void saysWhatIsWrongAndWhereWithoutQuotingIt() {
        assertUnreadable("secret prompt", "no readable JSON");
        assertUnreadable("{\"model\":\"m\",\"input\":\"secret prompt\"}", "input is not an object");
        assertUnreadable("{\"model\":[\"secret prompt\"],\"input\":{}}", "/model");
        assertUnreadable("{\"input\":{\"prompt\":\"secret prompt\"}}", "model is missing");
        assertUnreadable("{\"model\":\"m\",\"model\":\"m\",\"input\":{}}", "data");
        assertUnreadable("{\"model\":\"m\",\"input\":{}} {}", "data");
        assertUnreadable("null", "null");
        assertUnreadable("{\"model\":\"m\",\"input\":{\"secret\":1e99999999999}}", "does not fit its type at /input");
    }

    @Test
    void refusesARecordThatIsNoCloudEvent() {
        assertThatThrownBy(() -> codec.read(new RecordHeaders(), "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("no CloudEvent");
        assertThatThrownBy(() -> codec.read(new RecordHeaders(), null)).hasMessageContaining("no value");
    }

    @Test
    void takesGarbageInStructuredModeForGarbage() {
        Headers headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        for (String body : List.of("{}", "null", "[]", "", "{\"specversion\":1}", "{\"specversion\":\"1.0\"}")) {
            assertThatThrownBy(() -> codec.read(headers, body.getBytes(StandardCharsets.UTF_8)))
                    .as(body)
                    .isInstanceOf(UnreadableEvent.class);
        }
        Headers withoutValue = new RecordHeaders();
        withoutValue.add("content-type", null);
        assertThatThrownBy(() -> codec.read(withoutValue, "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void readsAListThatALaterVersionHasAddedTo() {
        String body = "{\"model\":\"m\",\"input\":{},\"lane\":\"overnight\"}";

        Envelope envelope =
                codec.read(headers("dev.kiln.generation.requested.v1"), body.getBytes(StandardCharsets.UTF_8));

        assertThat(((GenerationRequested) envelope.event()).lane()).isEqualTo(Lane.STANDARD);
    }

    @Test
    void takesTheRecordsTimeForAnEventThatNamesNone() {
        Instant recorded = Instant.parse("2026-11-23T10:00:00Z");
        byte[] body = "{\"model\":\"m\",\"input\":{}}".getBytes(StandardCharsets.UTF_8);

        assertThat(codec.read(headers("dev.kiln.generation.requested.v1"), body, recorded)
                        .time())
                .isEqualTo(recorded);
    }

    @Test
    void tellsATypeOfALaterVersionFromGarbage() {
        assertThatThrownBy(() -> codec.read(headers("dev.kiln.generation.dreamt.v1"), "{}".getBytes()))
                .isInstanceOfSatisfying(
                        UnreadableEvent.class, e -> assertThat(e.unknownType()).isTrue());
    }

    private void assertUnreadable(String data, String message) {
        Headers headers = headers("dev.kiln.generation.requested.v1");
        assertThatThrownBy(() -> codec.read(headers, data.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("9999");
    }

    private static Headers headers(String type) {
        Headers headers = new RecordHeaders();
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "7",
                        "ce_source", "/shop",
                        "ce_type", type,
                        "ce_tenantid", "shop",
                        "content-type", "application/json")
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
