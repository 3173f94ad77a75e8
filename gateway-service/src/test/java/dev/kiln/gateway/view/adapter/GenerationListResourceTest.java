package dev.kiln.gateway.view.adapter;

import static dev.kiln.gateway.Callers.GENERATIONS;
import static dev.kiln.gateway.Callers.acme;
import static dev.kiln.gateway.Callers.globex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class GenerationListResourceTest {

    private final String reference = "list-" + UUID.randomUUID();

    @Test
    void leafsThroughATenantsGenerations() {
        String first = request();
        String second = request();
        String third = request();
        awaitListed(3);

        JsonPath page = list("&limit=2").jsonPath();
        JsonPath rest = list("&limit=2&cursor=" + page.getString("nextCursor")).jsonPath();

        assertThat(page.getList("generations.id", String.class)).hasSize(2);
        assertThat(rest.getList("generations.id", String.class)).hasSize(1);
        assertThat((Object) rest.get("nextCursor")).isNull();
        assertThat(Stream.of(page, rest).flatMap(each -> each.getList("generations.id", String.class).stream()))
                .containsExactlyInAnyOrder(first, second, third);
        assertThat(rest.getString("generations[0].status")).isEqualTo("accepted");
        assertThat(rest.getString("generations[0].model")).isEqualTo(Requests.BANANA);
    }

    @Test
    void listsNothingOfAnotherTenant() {
        request();
        awaitListed(1);

        Response answer = globex().get(GENERATIONS + "?reference=" + reference);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"generations\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,201", "status,done", "cursor,x", "acceptedFrom,today", "reference,%00", "page,2"})
    void refusesABadParameterByItsName(String name, String value) {
        Response answer = acme().urlEncodingEnabled(false).get(GENERATIONS + "?" + name + "=" + value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:kiln:problem:invalid-parameter");
        assertThat(answer.jsonPath().getString("detail")).startsWith(name + " ");
    }

    private String request() {
        return acme().contentType("application/json")
                .body(Requests.banana().put("reference", reference).toString())
                .post(GENERATIONS)
                .jsonPath()
                .getString("id");
    }

    private void awaitListed(int count) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> list("").jsonPath().getList("generations").size(), size -> size == count);
    }

    private Response list(String more) {
        return acme().get(GENERATIONS + "?reference=" + reference + more);
    }
}
