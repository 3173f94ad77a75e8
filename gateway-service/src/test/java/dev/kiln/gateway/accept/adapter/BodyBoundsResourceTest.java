package dev.kiln.gateway.accept.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@GatewayTest
class BodyBoundsResourceTest {

    private static final int MEGABYTE = 1024 * 1024;

    @TestHTTPResource("/v1/generations")
    URI generations;

    @Test
    void refusesTwoMegabytesThatAreAnnounced() throws Exception {
        HttpResponse<String> answer = post(BodyPublishers.ofByteArray(spaces(2 * MEGABYTE)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("urn:kiln:problem:too-large");
    }

    @Test
    void refusesTwoMegabytesThatComeInChunks() throws Exception {
        HttpResponse<String> answer =
                post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(spaces(2 * MEGABYTE))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("urn:kiln:problem:too-large");
    }

    @Test
    void readsUpToOneMegabyte() throws Exception {
        HttpResponse<String> answer = post(BodyPublishers.ofByteArray(spaces(MEGABYTE)));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void acceptsAGoodRequestInChunks() throws Exception {
        byte[] body = Requests.kling().toString().getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void acceptsAGoodRequestThatFillsItsBounds() throws Exception {
        byte[] body = spaces(MEGABYTE);
        byte[] request = Requests.kling().toString().getBytes(StandardCharsets.UTF_8);
        System.arraycopy(request, 0, body, MEGABYTE - request.length, request.length);

        assertThat(post(BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(202);
        assertThat(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .statusCode())
                .isEqualTo(202);
    }

    private HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(generations)
                    .header("Authorization", "Bearer key-of-acme")
                    .header("Content-Type", "application/json")
                    .POST(body)
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static byte[] spaces(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) ' ');
        return body;
    }
}
