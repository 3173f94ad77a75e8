package dev.kiln.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"8e03978e-40d5-43e8-bc93-6894a57f9324\", 8e03978e-40d5-43e8-bc93-6894a57f9324",
                "8e03978e-40d5-43e8-bc93-6894a57f9324, 8e03978e-40d5-43e8-bc93-6894a57f9324",
                "order/4711:a=b+c, order/4711:a=b+c",
                "\"a;b\", a;b",
                "`\"a\\\"b\\\\c\"`, `a\"b\\c`",
                "`  \"a\"  `, a"
            })
    void isReadFromAStringOrBare(String line, String key) {
        assertThat(IdempotencyKey.in(List.of(line))).contains(new IdempotencyKey(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\"",
                "\"a",
                "a\"",
                "\"a\"b\"",
                "\"a\\b\"",
                "\"a b\"",
                "a b",
                "a,b",
                "\"a\", \"b\"",
                "\"a\";p=1",
                "a;b",
                "a\\b",
                "\u00e4",
                "\"\u00e4\"",
                "\u007f",
                "a\u0000",
                "\"a\tb\""
            })
    void isNothingElse(String line) {
        assertThat(IdempotencyKey.in(List.of(line))).isEmpty();
    }

    @Test
    void hasAtMost255Characters() {
        String longest = "x".repeat(255);
        String escaped = "\"" + "\\\\".repeat(255) + "\"";

        assertThat(IdempotencyKey.in(List.of(longest))).contains(new IdempotencyKey(longest));
        assertThat(IdempotencyKey.in(List.of(escaped))).contains(new IdempotencyKey("\\".repeat(255)));
        assertThat(IdempotencyKey.in(List.of(longest + "x"))).isEmpty();
        assertThat(IdempotencyKey.in(List.of("x".repeat(100_000)))).isEmpty();
    }

    @Test
    void isThereOnce() {
        assertThat(IdempotencyKey.in(List.of("a", "a"))).isEmpty();
    }
}
