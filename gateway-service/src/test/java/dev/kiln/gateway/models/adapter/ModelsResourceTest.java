package dev.kiln.gateway.models.adapter;

import static dev.kiln.gateway.Callers.acme;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@GatewayTest
class ModelsResourceTest {

    @Test
    void listsTheWholeCatalog() {
        JsonPath json = acme().get("/v1/models").jsonPath();

        assertThat(json.getString("revision")).isEqualTo(Catalog.bundled().revision());
        assertThat(json.getList("models.id", String.class))
                .isEqualTo(Catalog.bundled().models().stream().map(Model::id).toList());
    }

    @Test
    void followsEachLinkToItsModel() {
        JsonPath list = acme().get("/v1/models").jsonPath();

        for (String link : list.getList("models.links.self", String.class)) {
            assertThat(acme().get(link).jsonPath().getString("links.self")).isEqualTo(link);
        }
    }

    @Test
    void showsAModelWithItsRulesItsPriceAndPricedExamples() {
        JsonPath json = acme().get("/v1/models/" + Requests.KLING).jsonPath();

        assertThat(json.getString("id")).isEqualTo(Requests.KLING);
        assertThat(json.getString("kind")).isEqualTo("video");
        assertThat(json.getInt("usualSeconds")).isEqualTo(180);
        assertThat(json.getInt("inputSchema.properties.prompt.maxLength")).isEqualTo(2500);
        assertThat(json.getString("price.source")).isNotBlank();
        assertThat((Object) json.get("examples[0].quote")).isEqualTo("42");
        assertThat(json.getString("examples[0].input.prompt")).isNotBlank();
    }

    @Test
    void findsAModelWhoseSlashIsEscaped() {
        Response answer = acme().urlEncodingEnabled(false).get("/v1/models/" + Requests.KLING.replace("/", "%2F"));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void hasNoOtherModel() {
        Response answer = acme().get("/v1/models/kling/v9");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }
}
