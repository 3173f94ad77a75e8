package dev.kiln.stack.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsStayHomeTest {
    private static final Secret KEY = Secret.of("API key", "kiln_4711");
    private static final Secret PROMPT = Secret.of("prompt", "paper boat").butAt("topic kiln.generation.requests");
    private static final Secret PATH = Secret.matching("callback path", "/v1/kie/[a-z]+/gen_");
    private static final SecretsStayHome STAY_HOME = new SecretsStayHome(List.of(KEY, PROMPT, PATH));

    @Test
    void namesSecretAndPlaceButNotTheValue() {
        assertThat(judge("log gateway-service.log", "Refused kiln_4711 for"))
                .containsExactly("API key is in log gateway-service.log");
    }

    @Test
    void findsWhatHasTheShapeOfASecret() {
        assertThat(judge("http callback-service /q/metrics", "uri=\"/v1/kie/jobs/gen_0\""))
                .containsExactly("callback path is in http callback-service /q/metrics");
    }

    @Test
    void allowsASecretWhereItBelongsAndNowhereElse() {
        assertThat(judge("topic kiln.generation.requests value", "a paper boat"))
                .isEmpty();
        assertThat(judge("topic kiln.generation.requests.gateway.dlq value", "a paper boat"))
                .isEmpty();
        assertThat(judge("topic kiln.generation.completions value", "a paper boat"))
                .containsExactly("prompt is in topic kiln.generation.completions value");
        assertThat(judge("table dispatcher.public.task.input", "{\"prompt\": \"a paper boat\"}"))
                .hasSize(1);
    }

    @Test
    void tellsWhereASecretWasFoundAlthoughItBelongsThere() {
        var traces = List.of(new Trace("topic kiln.generation.requests value", "a paper boat"));
        assertThat(SecretsStayHome.placesOf(PROMPT, traces)).containsExactly("topic kiln.generation.requests value");
        assertThat(SecretsStayHome.placesOf(KEY, traces)).isEmpty();
    }

    private static List<String> judge(String place, String text) {
        return STAY_HOME.violations(List.of(new Trace("log other.log", "nothing"), new Trace(place, text)));
    }
}
