package dev.kiln.callback.decode;

import static dev.kiln.callback.decode.Reading.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.callback.decode.TaskReport.Failed;
import dev.kiln.callback.decode.TaskReport.NotEnded;
import dev.kiln.callback.decode.TaskReport.Succeeded;
import dev.kiln.callback.decode.TaskReport.Unreadable;
import dev.kiln.contract.Credits;
import dev.kiln.kiewire.ReportedCredits;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsCallbackTest {

    private static final String FILES = "https://results.example.com/";

    @Test
    void readsASuccess() {
        assertThat(reading("jobs/success"))
                .isEqualTo(new Succeeded(
                        "6c1f0e5a4b3d42c19a7788e0f2d3c4b5",
                        List.of(FILES + "boat.mp4"),
                        new ReportedCredits(Credits.of(100), false)));
    }

    @Test
    void readsWhateverStandsInParam() {
        assertSucceeded("success-raw-newlines-in-param", "turbo.mp4");
        assertSucceeded("success-param-twice-encoded", "light.mp4");
    }

    @Test
    void readsEveryShapeOfResultJson() {
        assertSucceeded("success-newest", "1.png", "2.png");
        assertSucceeded("success-result-object", "o.mp4");
        assertSucceeded("success-result-array", "a.png", "b.png");
        assertSucceeded("success-list-encoded-twice", "t.mp4");
        assertSucceeded("success-in-response-only", "r.png");
    }

    @Test
    void readsCreditsUnderEitherName() {
        assertThat(((Succeeded) reading("jobs/success-newest")).credits().credits())
                .isEqualTo(Credits.of("3.5"));
        assertThat(((Succeeded) reading("jobs/success-result-object")).credits().credits())
                .isEqualTo(Credits.of("2.8"));
        assertThat(((Succeeded) reading("jobs/success-result-array")).credits())
                .isEqualTo(new ReportedCredits(null, false));
    }

    @Test
    void letsASuccessHaveNoFile() {
        assertSucceeded("success-without-file");
    }

    @Test
    void doesNotTakeAResultThatItCannotReadForNone() {
        assertThat(reading("jobs/success-unreadable-result")).isEqualTo(new Unreadable());
        assertThat(reading("jobs/success-half-readable-list")).isEqualTo(new Unreadable());
    }

    @Test
    void letsTheParsedResponseServeWhereTheTextIsCut() {
        assertSucceeded("success-cut-result-with-response", "whole.png");
    }

    @Test
    void readsAFailureWithItsOwnCodeAndNotTheEnvelopes() {
        assertThat(reading("jobs/failure"))
                .isEqualTo(new Failed(
                        "9e8d7c6b5a4f43e2a1b0c9d8e7f60514",
                        "500",
                        "Internal server error",
                        new ReportedCredits(Credits.ZERO, false)));
        assertFailed("failure-word-code", "SENSITIVE_WORD_ERROR", "Playground task failed.");
        assertFailed("failure-number-code", "402", "Insufficient balance");
        assertFailed("failure-bare", "fail", null);
    }

    @Test
    void decidesByTheEnvelopesCodeWhereNoStateIsGiven() {
        assertSucceeded("success-without-state", "s.mp4");
        assertFailed("failure-without-state", "501", "Playground task failed.");
        assertThat(reading("jobs/no-code-and-no-state")).isEqualTo(new Unreadable());
    }

    @Test
    void doesNotTakeACodeOf200AloneForASuccess() {
        assertThat(reading("jobs/ok-without-state-and-file")).isEqualTo(new Unreadable());
    }

    @Test
    void saysThatATaskHasNotEnded() {
        assertThat(reading("jobs/still-generating")).isEqualTo(new NotEnded());
    }

    private static void assertSucceeded(String sample, String... files) {
        assertThat(reading("jobs/" + sample))
                .isInstanceOfSatisfying(
                        Succeeded.class,
                        success -> assertThat(success.urls())
                                .containsExactlyElementsOf(List.of(files).stream()
                                        .map(file -> FILES + file)
                                        .toList()));
    }

    private static void assertFailed(String sample, String code, String message) {
        assertThat(reading("jobs/" + sample)).isInstanceOfSatisfying(Failed.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.message()).isEqualTo(message);
        });
    }
}
