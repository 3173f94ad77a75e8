package dev.kiln.kiewire;

import static dev.kiln.kiewire.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KieJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{} {}", "{'a':1,'a':2}", "{'a':1e99999999999}", "{'a':NaN}", "<html>502</html>"})
    void readsOnlyOneCompleteValueWithoutDuplicateKeysAndImpossibleNumbers(String text) {
        assertThat(KieJson.value(text.replace('\'', '"'))).isEmpty();
        assertThat(object(text.replace('\'', '"'))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "5", "'text'"})
    void whatIsNoObjectIsAValueAlone(String text) {
        assertThat(KieJson.value(text.replace('\'', '"'))).isPresent();
        assertThat(object(text.replace('\'', '"'))).isEmpty();
    }

    @Test
    void letsEchoedInputsPass() {
        assertThat(object("{\"param\":\"line one\nline two \\h\"}")).isPresent();
    }

    @Test
    void keepsDecimalsExact() {
        assertThat(json("{'a':0.1234567890123456789}").path("a").decimalValue())
                .isEqualByComparingTo("0.1234567890123456789");
    }

    @Test
    void refusesBytesThatAreNoUtf8RatherThanReplaceThem() {
        byte[] body = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        assertThat(KieJson.object(body)).isEmpty();
    }

    @Test
    void isBounded() {
        assertThat(object("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")).isEmpty();
        assertThat(object("{\"a\":" + "1".repeat(41) + "}")).isEmpty();
        assertThat(object("{\"" + "a".repeat(257) + "\":1}")).isEmpty();
        assertThat(object("{}" + " ".repeat(KieJson.LONGEST - 2))).isPresent();
        assertThat(object("{}" + " ".repeat(KieJson.LONGEST - 1))).isEmpty();
        assertThat(KieJson.value("1" + " ".repeat(KieJson.LONGEST))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"' task_1 ',task_1", "12345678901234567890,12345678901234567890", "0,0", "'501',501"})
    void textsAndIntegersAreTexts(String node, String text) {
        assertThat(KieJson.text(json(node))).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "' '", "1.5", "1e2", "true", "[]", "['a']", "{}"})
    void aDecimalAndWhatIsNoScalarIsNoText(String node) {
        assertThat(KieJson.text(json(node))).isEmpty();
    }

    @Test
    void onlyNothingNullAndBlankTextsAreEmpty() {
        assertThat(KieJson.isEmpty(json("{}").path("a"))).isTrue();
        assertThat(KieJson.isEmpty(json("null"))).isTrue();
        assertThat(KieJson.isEmpty(json("' '"))).isTrue();
        for (String node : new String[] {"0", "false", "{}", "[]", "'null'"}) {
            assertThat(KieJson.isEmpty(json(node))).as(node).isFalse();
        }
    }

    private static Optional<JsonNode> object(String body) {
        return KieJson.object(body.getBytes(StandardCharsets.UTF_8));
    }
}
