package dev.kiln.dispatcher.kie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|Internal server error|TASK_FAILED|true",
                "500|internal error, please try again later.|TASK_FAILED|true",
                "501|Playground task failed.|TASK_FAILED|true",
                "408|timed out|TASK_FAILED|true",
                "402|Insufficient balance|INSUFFICIENT_CREDITS|true",
                "402|something|INSUFFICIENT_CREDITS|true",
                "500|Credits insufficient|INSUFFICIENT_CREDITS|true",
                "SENSITIVE_WORD_ERROR|The prompt cannot be used|CONTENT_POLICY|false",
                "400|Your prompt was flagged by Website as violating content policies.|CONTENT_POLICY|false",
                "500|The output was blocked by the safety filter|CONTENT_POLICY|false",
                "500|NSFW content detected|CONTENT_POLICY|false",
                "422|Rejected by Google Flow|CONTENT_POLICY|false",
                "422|Refused|CONTENT_POLICY|false",
                "400|English prompts only at this time|REFUSED|false",
                "500|prompt is required|REFUSED|false",
                "500|Failed to fetch the image|INPUT_UNREADABLE|false",
                "400|The image file could not be opened|INPUT_UNREADABLE|false",
                "451|Kie has no access|INPUT_UNREADABLE|false",
                "GENERATE_ERROR|unexpected|TASK_FAILED|true",
            })
    void namesTheReason(String code, String message, String reason, boolean retryable) {
        assertThat(TaskFailures.classify(code, message, false))
                .isEqualTo(new Failure(reason, message, retryable, false));
    }

    @Test
    void doesWithoutCodeAndText() {
        assertThat(TaskFailures.classify(null, null, true))
                .isEqualTo(new Failure(Reason.TASK_FAILED, "Kie gave neither code nor text", true, true));
        assertThat(TaskFailures.classify(" 501 ", " \n ", false).detail()).isEqualTo("Kie gave no text with code 501");
    }

    @Test
    void cutsALongTextWithoutTearingACharacter() {
        assertThat(TaskFailures.classify("500", "x".repeat(499) + "\ud83d\ude00 and more", false)
                        .detail())
                .isEqualTo("x".repeat(499));
    }

    @Test
    void showsNoLinks() {
        assertThat(TaskFailures.classify("451", "cannot load https://host/private?sig=1, sorry", false)
                        .detail())
                .isEqualTo("cannot load (link) sorry");
    }
}
