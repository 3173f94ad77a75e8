package dev.kiln.callback.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackBodyTest {

    @Test
    void looksForTheTaskIdInItsOrder() {
        String all = "{'data':{'taskId':'a','task_id':'b'},'taskId':'c','task_id':'d'}";

        assertThat(taskId(all)).contains("a");
        assertThat(taskId(all.replace("'taskId':'a',", ""))).contains("b");
        assertThat(taskId("{'taskId':'c','task_id':'d'}")).contains("c");
        assertThat(taskId("{'data':{'taskId':''},'task_id':'d'}")).contains("d");
        assertThat(taskId("{'data':{'taskId':12345678901234567890}}")).contains("12345678901234567890");
    }

    @Test
    void doesNotTakeAnythingForATaskId() {
        assertThat(taskId("{'data':{'taskId':['a']}}")).isEmpty();
        assertThat(taskId("{'data':'taskId'}")).isEmpty();
        assertThat(taskId("{'taskId':'" + "x".repeat(257) + "'}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1e99999999999}",
                "<html>502</html>"
            })
    void readsOnlyOneJsonObject(String body) {
        assertThat(CallbackBody.read(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void isBounded() {
        String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";
        String longNumber = "{\"a\":" + "1".repeat(41) + "}";
        byte[] invalidUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        assertThat(CallbackBody.read(deep.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(CallbackBody.read(longNumber.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(CallbackBody.read(invalidUtf8)).isEmpty();
        assertThat(CallbackBody.read(padded(CallbackBody.MAX_BODY))).isPresent();
        assertThat(CallbackBody.read(padded(CallbackBody.MAX_BODY + 1))).isEmpty();
    }

    @Test
    void cutsTextWithoutSplittingACharacter() {
        assertThat(CallbackBody.cut("x".repeat(500))).hasSize(500);
        assertThat(CallbackBody.cut("x".repeat(501))).hasSize(500);
        assertThat(CallbackBody.cut("x".repeat(499) + "\uD83D\uDEA2")).isEqualTo("x".repeat(499));
    }

    private static byte[] padded(int bytes) {
        return ("{}" + " ".repeat(bytes - 2)).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> taskId(String body) {
        return CallbackBody.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .taskId();
    }
}
