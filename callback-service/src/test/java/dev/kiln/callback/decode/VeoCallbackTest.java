package dev.kiln.callback.decode;

import static dev.kiln.callback.decode.Reading.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.callback.decode.TaskReport.Failed;
import dev.kiln.callback.decode.TaskReport.Succeeded;
import dev.kiln.callback.decode.TaskReport.Unreadable;
import dev.kiln.contract.Credits;
import dev.kiln.kiewire.ReportedCredits;
import java.util.List;
import org.junit.jupiter.api.Test;

class VeoCallbackTest {

    private static final ReportedCredits NONE = new ReportedCredits(null, false);
    private static final String FILES = "https://results.example.com/";

    @Test
    void readsASuccessWithoutItsOriginalsAndWithAWrongEscapeInThePrompt() {
        assertThat(reading("veo/success"))
                .isEqualTo(new Succeeded("veo_task_00ff11ee22dd", List.of(FILES + "kite.mp4"), NONE));
    }

    @Test
    void readsAListInsideAString() {
        assertThat(reading("veo/success-bracketed-string"))
                .isEqualTo(new Succeeded("veo_task_brackets", List.of(FILES + "1.mp4", FILES + "2.mp4"), NONE));
        assertThat(reading("veo/success-quoted-string"))
                .isEqualTo(new Succeeded("veo_task_quotes", List.of(FILES + "q.mp4"), NONE));
    }

    @Test
    void readsTheOtherSpellings() {
        assertThat(reading("veo/success-snake-case"))
                .isEqualTo(new Succeeded(
                        "veo_task_snake", List.of(FILES + "sn.mp4"), new ReportedCredits(Credits.of(60), false)));
    }

    @Test
    void letsASuccessHaveNoFile() {
        assertThat(reading("veo/success-without-file")).isEqualTo(new Succeeded("veo_task_empty", List.of(), NONE));
    }

    @Test
    void readsEveryOtherCodeAsAFailure() {
        assertThat(reading("veo/failure-policy"))
                .isEqualTo(new Failed(
                        "veo_task_policy",
                        "400",
                        "Your prompt was flagged by Website as violating content policies.",
                        NONE));
        assertThat(reading("veo/failure-refused"))
                .isEqualTo(new Failed("veo_task_refused", "422", "Your request was rejected by Flow.", NONE));
    }

    @Test
    void guessesNothingWithoutACode() {
        assertThat(reading("veo/no-code")).isEqualTo(new Unreadable());
    }
}
