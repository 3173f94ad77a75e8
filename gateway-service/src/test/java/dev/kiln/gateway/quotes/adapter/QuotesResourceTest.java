package dev.kiln.gateway.quotes.adapter;

import static dev.kiln.gateway.Callers.acme;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Example;
import dev.kiln.catalog.Model;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestTopics;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

@GatewayTest
class QuotesResourceTest {

    @Test
    void quotesInCreditsAndDollarsByARuleWithSourceAndDate() {
        JsonPath quote = post(Requests.kling().toString()).jsonPath();

        assertThat(quote.getString("model")).isEqualTo(Requests.KLING);
        assertThat((Object) quote.get("quote")).isEqualTo("42");
        assertThat((Object) quote.get("hold")).isEqualTo("42");
        assertThat(quote.getMap("usDollars")).isEqualTo(Map.of("quote", "0.21", "hold", "0.21"));
        assertThat(quote.getString("price.kind")).isNotBlank();
        assertThat(quote.getString("price.source")).isNotBlank();
        assertThat(quote.getString("price.validFrom")).matches("20\\d\\d-\\d\\d-\\d\\d");
        assertThat(quote.getString("catalogRevision"))
                .isEqualTo(Catalog.bundled().revision());
    }

    @Test
    void quotesEveryExampleOfTheCatalogExactly() {
        for (Model model : Catalog.bundled().models()) {
            for (Example example : model.examples()) {
                ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model.id());
                body.set("input", example.input());

                JsonPath quote = post(body.toString()).jsonPath();

                BigDecimal credits = example.expected().quote().amount();
                assertThat((Object) quote.get("quote")).isEqualTo(credits.toPlainString());
                assertThat(new BigDecimal(quote.getString("usDollars.quote")))
                        .isEqualByComparingTo(credits.multiply(new BigDecimal("0.005")));
            }
        }
    }

    @Test
    void refusesWhatWouldBeRefusedWithEveryFault() {
        ObjectNode body = Requests.kling();
        Requests.input(body).put("duration", "7").remove("prompt");

        Response answer = post(body.toString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .containsExactly("/input/duration", "/input/prompt");
        assertThat(post("{").statusCode()).isEqualTo(400);
        assertThat(acme().contentType("text/plain")
                        .body("{}")
                        .post("/v1/quotes")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void publishesNothing() {
        int before = TestTopics.read(TestTopics.requests()).size();

        post(Requests.kling().toString());

        assertThat(TestTopics.read(TestTopics.requests())).hasSize(before);
    }

    private static Response post(String body) {
        return acme().contentType("application/json").body(body).post("/v1/quotes");
    }
}
