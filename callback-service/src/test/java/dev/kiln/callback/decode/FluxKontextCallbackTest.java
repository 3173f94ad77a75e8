package dev.kiln.callback.decode;

import static dev.kiln.callback.decode.Reading.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.callback.decode.TaskReport.Failed;
import dev.kiln.callback.decode.TaskReport.Succeeded;
import dev.kiln.contract.Credits;
import dev.kiln.kiewire.ReportedCredits;
import java.util.List;
import org.junit.jupiter.api.Test;

class FluxKontextCallbackTest {

    private static final ReportedCredits NONE = new ReportedCredits(null, false);

    @Test
    void readsTheResultAndNotTheOriginal() {
        assertThat(reading("flux-kontext/success"))
                .isEqualTo(new Succeeded("task98765", List.of("https://results.example.com/fox.jpg"), NONE));
    }

    @Test
    void readsEmptyLinksAsAFailure() {
        assertThat(reading("flux-kontext/failure-empty-info"))
                .isEqualTo(
                        new Failed("task98766", "400", "Your prompt was flagged as violating content policies.", NONE));
        assertThat(reading("flux-kontext/failure-without-info"))
                .isEqualTo(new Failed("task98767", "501", "Image generation task failed", NONE));
    }

    @Test
    void readsACodeOf200WithoutALinkAsASuccessWithoutFiles() {
        assertThat(reading("flux-kontext/ok-without-link")).isEqualTo(new Succeeded("task98768", List.of(), NONE));
    }

    @Test
    void findsATaskIdAtTheRoot() {
        assertThat(reading("flux-kontext/success-root-task-id"))
                .isEqualTo(new Succeeded(
                        "task98769",
                        List.of("https://results.example.com/root.png"),
                        new ReportedCredits(Credits.of(5), false)));
    }
}
