package dev.kiln.dispatcher.kie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Family;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Optional<String> CALLBACK = Optional.of("https://kiln.example/v1/kie/jobs/gen_1.1.token");

    @Test
    void jobsWrapTheInput() throws IOException {
        var input = json("{'prompt':'a \\u00fcber cat','image_url':'https://x.example/a.png','cfg_scale':0.5}");

        var call = Protocol.of(Family.JOBS).create("kling/v2-1-pro", input, CALLBACK);

        assertThat(call.path()).isEqualTo("/api/v1/jobs/createTask");
        assertThat(JSON.readTree(call.body()))
                .isEqualTo(json("{'model':'kling/v2-1-pro','callBackUrl':'" + CALLBACK.get()
                        + "','input':{'prompt':'a \\u00fcber cat','image_url':'https://x.example/a.png',"
                        + "'cfg_scale':0.5}}"));
    }

    @ParameterizedTest
    @CsvSource({"aspect_ratio", "aspectRatio"})
    void veoIsFlatAndKeepsTheSpellingOfTheInput(String field) throws IOException {
        var input = json("{'prompt':'a cat','" + field + "':'9:16','seeds':10000}");

        var call = Protocol.of(Family.VEO).create("veo3_fast", input, CALLBACK);

        assertThat(call.path()).isEqualTo("/api/v1/veo/generate");
        assertThat(JSON.readTree(call.body()))
                .isEqualTo(json("{'prompt':'a cat','" + field
                        + "':'9:16','seeds':10000,'model':'veo3_fast','callBackUrl':'" + CALLBACK.get() + "'}"));
    }

    @Test
    void fluxKontextIsFlat() throws IOException {
        var input = json("{'prompt':'a cat','aspectRatio':'1:1'}");

        var call = Protocol.of(Family.FLUX_KONTEXT).create("flux-kontext-max", input, CALLBACK);

        assertThat(call.path()).isEqualTo("/api/v1/flux/kontext/generate");
        assertThat(JSON.readTree(call.body()))
                .isEqualTo(json("{'prompt':'a cat','aspectRatio':'1:1','model':'flux-kontext-max','callBackUrl':'"
                        + CALLBACK.get() + "'}"));
    }

    @Test
    void withoutACallbackUrlNoneIsSent() throws IOException {
        for (Family family : Family.values()) {
            var call = Protocol.of(family).create("m", json("{'prompt':'a cat'}"), Optional.empty());

            assertThat(JSON.readTree(call.body()).has("callBackUrl")).isFalse();
        }
    }

    @Test
    void aFlatInputCannotChangeModelOrCallbackAndIsNotChangedItself() throws IOException {
        var input = json("{'prompt':'a cat','model':'veo3','callBackUrl':'https://elsewhere.example'}");

        var call = Protocol.of(Family.VEO).create("veo3_fast", input, Optional.empty());

        assertThat(JSON.readTree(call.body())).isEqualTo(json("{'prompt':'a cat','model':'veo3_fast'}"));
        assertThat(input.get("model").textValue()).isEqualTo("veo3");
    }

    @Test
    void everyExampleOfTheCatalogReachesItsBodyUnchanged() throws IOException {
        for (var model : Catalog.bundled().models()) {
            for (var example : model.examples()) {
                var call = Protocol.of(model.route().family())
                        .create(model.route().upstreamModel(), example.input(), CALLBACK);
                JsonNode body = JSON.readTree(call.body());
                JsonNode fields = model.route().family() == Family.JOBS ? body.get("input") : body;

                assertThat(body.get("model").textValue())
                        .isEqualTo(model.route().upstreamModel());
                example.input()
                        .properties()
                        .forEach(field -> assertThat(fields.get(field.getKey()))
                                .as(model.id() + " " + field.getKey())
                                .hasToString(field.getValue().toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "JOBS,/api/v1/jobs/recordInfo",
        "VEO,/api/v1/veo/record-info",
        "FLUX_KONTEXT,/api/v1/flux/kontext/record-info",
    })
    void aRecordIsAskedForOnItsFamilysPath(Family family, String path) {
        assertThat(Protocol.of(family).recordPath("veo_task_1")).isEqualTo(path + "?taskId=veo_task_1");
        assertThat(Protocol.of(family).recordPath("a b&c=\u00e4#/")).isEqualTo(path + "?taskId=a+b%26c%3D%C3%A4%23%2F");
    }

    @Test
    void aCallsPromptAndCallbackAreNotPrinted() throws IOException {
        var call = Protocol.of(Family.JOBS).create("m", json("{'prompt':'secret'}"), CALLBACK);

        assertThat(call.toString()).doesNotContain("secret", "token").contains("/api/v1/jobs/createTask");
    }

    @Test
    void anInputThatIsNoObjectIsRefusedForFlatFamilies() {
        assertThatThrownBy(() -> Protocol.of(Family.VEO).create("m", json("[]"), CALLBACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("object");
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
