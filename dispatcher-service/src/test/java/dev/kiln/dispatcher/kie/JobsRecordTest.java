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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsRecordTest {

    private static final String A = "https://tempfile.aiquickdraw.com/f/a.png";
    private static final String B = "https://tempfile.aiquickdraw.com/f/b.png";

    @Test
    void readsASuccessAsRecorded() {
        var record = read("""
                {'taskId':'0f0e','model':'z-image','state':'success',
                 'param':'{\\"input\\":\\"{\\\\\\"prompt\\\\\\":\\\\\\"a cat\\\\\\"}\\",\\"model\\":\\"z-image\\"}',
                 'resultJson':'{\\"resultUrls\\":[\\"%s\\"]}',
                 'failCode':null,'failMsg':null,'costTime':55,'completeTime':1777538055000,'createTime':1777538000000,
                 'creditsConsumed':0.8,'successFlag':1,'response':{'resultUrls':['%s']}}""".formatted(A, A));

        assertThat(record).isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), Credits.of("0.8"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiting", "queuing", "generating", "processing", "completed", "failed", "SOMETHING"})
    void everyOtherStateIsUnderWay(String state) {
        assertThat(read("{'taskId':'x','state':'" + state + "','resultJson':'','failCode':null,'completeTime':null}"))
                .isEqualTo(new TaskRecord.Pending());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'{\\\"resultUrls\\\":[\\\"A\\\",\\\"B\\\"]}'",
                "{'resultUrls':['A','B']}",
                "['A','B']",
                "'[\\\"A\\\",\\\"B\\\"]'",
                "{'resultUrls':['[\\\"A\\\",\\\"B\\\"]']}",
                "'{\\\"resultUrls\\\":[\\\"[\\\\\\\"A\\\\\\\",\\\\\\\"B\\\\\\\"]\\\"]}'",
                "{'resultUrls':'[A, B]'}",
                "{'outputs':['A','B']}",
                "{'urls':['A','B','A']}",
                "{'outputs':[{'url':'A'},{'url':'B'}]}",
                "{'resultUrls':['A','B'],'resultWaterMarkUrls':['https://other.example/c.png']}",
            })
    void findsTheLinksInEveryWrapping(String resultJson) {
        var json = resultJson.replace("A", A).replace("B", B);

        assertThat(read("{'state':'success','resultJson':" + json + "}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A, B), ReportedCredits.NONE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'A'", "{'url':'A'}", "{'video_url':'A'}", "{'resultWaterMarkUrls':['A']}", "{'urls':'A'}"})
    void findsASingleLink(String resultJson) {
        assertThat(read("{'state':'success','resultJson':" + resultJson.replace("A", A) + "}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), ReportedCredits.NONE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "null", "'{\\\"resultUrls\\\":[]}'", "'{\\\"resultObject\\\":{\\\"text\\\":1}}'"})
    void aSuccessWithoutLinksIsASuccess(String resultJson) {
        assertThat(read("{'state':'success','resultJson':" + resultJson + ",'creditsConsumed':'3.5'}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(), Credits.of("3.5"))));
    }

    @Test
    void linksThatCannotBeReadAreReadAgain() {
        assertThat(read("{'state':'success','resultJson':'{\\\"resultUrls\\\":[\\\"https'}"))
                .isInstanceOf(TaskRecord.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'soon'", "['A','soon']"})
    void aTextThatIsNoLinkIsNoMissingResult(String resultJson) {
        assertThat(read("{'state':'success','resultJson':" + resultJson.replace("A", A) + "}"))
                .isInstanceOf(TaskRecord.Unreadable.class);
    }

    @Test
    void theParsedResponseServesWhereTheTextIsCut() {
        assertThat(read("{'state':'success','resultJson':'{\\\"resu','response':{'resultUrls':['" + A + "']}}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), ReportedCredits.NONE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'creditsConsumed':2.8|2.8",
                "'consumeCredits':100|100",
                "'creditsConsumed':'3.50'|3.5",
                "'creditsConsumed':1e2|100",
                "'creditsConsumed':4,'consumeCredits':4.0|4",
                "'creditsConsumed':0|0",
                "'creditsConsumed':null|",
                "'creditsConsumed':''|",
                "'creditsConsumed':'a lot'|unreadable",
                "'creditsConsumed':-1|unreadable",
                "'creditsConsumed':0.12345|unreadable",
                "'creditsConsumed':1e99|unreadable",
                "'creditsConsumed':1e-999999999|unreadable",
                "'creditsConsumed':{'amount':1}|unreadable",
                "'creditsConsumed':true|unreadable",
                "'creditsConsumed':4,'consumeCredits':5|unreadable",
                "'creditsConsumed':4,'consumeCredits':'x'|unreadable",
                "'other':4|",
            })
    void readsCreditsExactlyOrNotAtAll(String fields, String expected) {
        ReportedCredits credits =
                switch (expected) {
                    case null -> ReportedCredits.NONE;
                    case "unreadable" -> new ReportedCredits(null, true);
                    default -> ReportedCredits.of(Credits.of(expected));
                };

        assertThat(read("{'state':'success','resultJson':'" + A + "'," + fields + "}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), credits)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'failCode':'500','failMsg':'internal error, please try again later.'",
                "'failCode':500,'failMsg':'internal error, please try again later.','resultJson':null",
                "'failCode':null,'failMsg':'internal error, please try again later.','resultJson':''",
                "'errorCode':500,'errorMessage':'internal error, please try again later.'",
            })
    void readsAFailure(String fields) {
        var failure = new Failure(Reason.TASK_FAILED, "internal error, please try again later.", true, false);

        assertThat(read("{'state':'fail','creditsConsumed':0," + fields + "}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Failed(failure, Credits.ZERO)));
    }

    @Test
    void aFailureWithCreditsWasBilled() {
        assertThat(read("{'state':'fail','failCode':'402','failMsg':'Insufficient balance','creditsConsumed':1.5}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Failed(
                        new Failure(Reason.INSUFFICIENT_CREDITS, "Insufficient balance", true, true),
                        Credits.of("1.5"))));
    }

    @Test
    void theFlagDecidesOnlyWhereTheStateIsMissing() {
        assertThat(read("{'state':'waiting','successFlag':1,'response':'" + A + "'}"))
                .isEqualTo(new TaskRecord.Pending());
        assertThat(read("{'state':null,'successFlag':1,'response':'" + A + "'}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), ReportedCredits.NONE)));
    }

    @Test
    void aParamWithRawLineFeedsAndAHugePromptDoesNoHarm() {
        var prompt = "line one\nline two \\h ".repeat(20_000);

        assertThat(read("{'state':'success','resultJson':'" + A + "','param':'" + prompt + "'}"))
                .isEqualTo(new TaskRecord.Finished(new TaskResult.Succeeded(List.of(A), ReportedCredits.NONE)));
    }

    private static TaskRecord read(String json) {
        return Protocol.of(Family.JOBS).read(data(json));
    }
}
