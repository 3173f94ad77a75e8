package dev.kiln.dispatcher.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VerdictReaderTest {

    @Test
    void createdMayNameItsAccount() {
        assertThat(verdict("{'verdict':'created','attempt':1,'taskId':'t','account':'second','reason':'r'}"))
                .isEqualTo(new Verdict.Created(1, "t", "second"));
        assertThat(verdict("{'verdict':'created','attempt':1,'taskId':'t','reason':'r'}"))
                .isEqualTo(new Verdict.Created(1, "t", null));
    }

    private static Verdict verdict(String body) {
        return VerdictReader.one(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .verdict();
    }
}
