package dev.kiln.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.contract.ContractJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final String BODY = "{\"model\":\"m\",\"input\":{\"a\":[1,{\"x\":1,\"y\":2}],\"b\":\"é\"}}";

    @Test
    void disregardsTheOrderOfNamesWhiteSpaceAndEscapes() {
        String same = "{ \"input\": {\"b\":\"\\u00e9\", \"a\": [1, {\"y\":2, \"x\":1}]},\n \"model\" : \"m\" }";

        assertThat(of(same)).isEqualTo(of(BODY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"input\":{\"a\":[{\"x\":1,\"y\":2},1],\"b\":\"é\"}}",
                "{\"model\":\"m\",\"input\":{\"a\":[1,{\"x\":1,\"y\":2.0}],\"b\":\"é\"}}",
                "{\"model\":\"m\",\"input\":{\"a\":[1,{\"x\":1,\"y\":\"2\"}],\"b\":\"é\"}}",
                "{\"model\":\"m\",\"input\":{\"a\":[1,{\"x\":1,\"y\":2}],\"b\":\"é\"},\"reference\":null}",
                "{\"model\":\"m\",\"input\":{\"a\":[1,{\"x\":1,\"y\":2}],\"b\":\"e\"}}"
            })
    void tellsEverythingElseApart(String other) {
        assertThat(of(other)).isNotEqualTo(of(BODY));
    }

    @Test
    void holdsNothingOfTheBody() {
        assertThat(of(BODY).hex()).matches("[0-9a-f]{64}");
    }

    private static Fingerprint of(String body) {
        try {
            return Fingerprint.of(ContractJson.mapper().readTree(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
