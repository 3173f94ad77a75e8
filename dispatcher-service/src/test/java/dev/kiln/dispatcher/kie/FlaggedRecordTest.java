package dev.kiln.dispatcher.kie;

import static dev.kiln.dispatcher.kie.Answers.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Family;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import dev.kiln.kiewire.ReportedCredits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records of Veo and Flux Kontext, which say by a flag how far the task is. */
class FlaggedRecordTest {

    private static final String A = "https://tempfile.aiquickdraw.com/v/a.mp4";

    @ParameterizedTest
    @EnumSource(names = {"VEO", "FLUX_KONTEXT"})
    void aTaskUnderWayIsPending(Family family) {
        assertThat(read(family, "{'successFlag':0,'response':null,'completeTime':null}"))
                .isEqualTo(new TaskRecord.Pending());
        assertThat(read(family, "{'successFlag':0,'response':null,'completeTime':'2025-06-06 10:30:00'}"))
                .isEqualTo(new TaskRecord.Pending());
        assertThat(read(family, "{'successFlag':null}")).isEqualTo(new TaskRecord.Pending());
        assertThat(read(family, "{'successFlag':9}")).isEqualTo(new TaskRecord.Pending());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'response':{'taskId':'t','resultUrls':['A'],'originUrls':['https://o.example/o.mp4']}",
                "'response':{'resultUrls':'[\\\"A\\\"]','fullResultUrls':['https://o.example/o.mp4']}",
                "'response':{'resultUrls':'[A]'}",
                "'response':{'resultUrls':'A'}",
                "'response':'{\\\"resultUrls\\\":[\\\"A\\\"]}'",
                "'response':null,'resultUrls':'[\\\"A\\\"]'",
                "'resultUrls':['A']",
                "'info':{'result_urls':['A']}",
            })
    void veoLinksAreFoundInEveryWrapping(String fields) {
        var times = ",'createTime':1777538000000,'completeTime':'2025-06-06T10:30:00Z','paramJson':'{\\h'";

        assertThat(read(Family.VEO, "{'successFlag':1," + fields.replace("A", A) + times + "}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), ReportedCredits.NONE)));
    }

    @Test
    void theFlagMayBeAText() {
        assertThat(read(Family.VEO, "{'successFlag':'1','resultUrls':['" + A + "'],'creditsConsumed':60}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), Credits.of(60))));
    }

    @Test
    void fluxKontextHasOneResultBesideItsOrigin() {
        assertThat(read(
                        Family.FLUX_KONTEXT,
                        "{'successFlag':1,'response':{'originImageUrl':'https://o.example/o.jpg','resultImageUrl':'" + A
                                + "'},'errorCode':null,'errorMessage':''}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), ReportedCredits.NONE)));
    }

    @ParameterizedTest
    @EnumSource(names = {"VEO", "FLUX_KONTEXT"})
    void aSuccessWithEmptyTextsHasNoLinks(Family family) {
        assertThat(read(family, "{'successFlag':1,'response':{'originImageUrl':'','resultImageUrl':''}}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(), ReportedCredits.NONE)));
        assertThat(read(family, "{'successFlag':1,'response':null}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(), ReportedCredits.NONE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bothFlagsOfFailureAreFailures(int flag) {
        var message = "internal error, please try again later.";
        var failed = new TaskRecord.Finished(
                new TaskResult.Failed(new Failure(Reason.TASK_FAILED, message, true, false), ReportedCredits.NONE));

        for (String code : new String[] {"500", "'500'", "null"}) {
            var data = "{'successFlag':" + flag + ",'response':null,'errorCode':" + code + ",'errorMessage':'" + message
                    + "'}";
            assertThat(read(Family.VEO, data)).isEqualTo(failed);
            assertThat(read(Family.FLUX_KONTEXT, data)).isEqualTo(failed);
        }
    }

    @Test
    void aFailureWithoutWordsIsAFailure() {
        assertThat(read(Family.FLUX_KONTEXT, "{'successFlag':2,'response':{'resultImageUrl':''}}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Failed(
                        new Failure(Reason.TASK_FAILED, "Kie gave neither code nor text", true, false),
                        ReportedCredits.NONE)));
    }

    private static TaskRecord read(Family family, String json) {
        return Protocol.of(family).read(data(json));
    }
}
