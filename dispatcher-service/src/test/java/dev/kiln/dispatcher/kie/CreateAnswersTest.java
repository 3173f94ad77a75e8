package dev.kiln.dispatcher.kie;

import static dev.kiln.dispatcher.kie.Answers.coded;
import static dev.kiln.dispatcher.kie.Answers.http;
import static dev.kiln.dispatcher.kie.Answers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateAnswersTest {

    private static final String UNSUPPORTED = "The model name you specified is not supported. Please verify your input"
            + " and use one of the supported models provided by KIE.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':200,'message':'success','data':{'taskId':'task_1'}}",
                "{'code':200,'msg':'success','data':{'taskId':'task_1'}}",
                "{'code':200,'msg':'success','data':{'taskId':'task_1','recordId':'other'}}",
                "{'code':'200','msg':'success','data':{'taskId':'task_1'}}",
                "{'code':0,'msg':'success','data':{'taskId':'task_1'}}",
                "{'data':{'taskId':'task_1'}}",
                "{'code':200,'msg':'success \u2013 done','data':{'taskId':'task_1','new':[{}]}}",
            })
    void everyFormOfSuccessNamesTheTask(String body) {
        assertThat(CreateAnswers.classify(ok(body))).isEqualTo(new CreateOutcome.Created("task_1"));
    }

    @Test
    void theBodysCodeBeatsTheHttpStatus() {
        var answer = http(500, "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"task_1\"}}");

        assertThat(CreateAnswers.classify(answer)).isEqualTo(new CreateOutcome.Created("task_1"));
    }

    @Test
    void aTaskIdMayHoldAnyCharacterAndBeANumber() {
        assertThat(CreateAnswers.classify(ok("{'code':200,'data':{'taskId':'\u00e4/?&%#'}}")))
                .isEqualTo(new CreateOutcome.Created("\u00e4/?&%#"));
        assertThat(CreateAnswers.classify(ok("{'code':200,'data':{'taskId':17}}")))
                .isEqualTo(new CreateOutcome.Created("17"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|Unauthorized \u2013 Authentication failed. Please check that your Authorization and Content-Type"
                        + " headers are correctly set.|UNAUTHORIZED",
                "401|You do not have access permissions|UNAUTHORIZED",
                "402|Insufficient balance|INSUFFICIENT_CREDITS",
                "402|anything|INSUFFICIENT_CREDITS",
                "403|Forbidden|BLOCKED",
                "404|Not Found|BLOCKED",
                "433|The current number of points used by apiKey has exceeded the daily limit|KEY_CAP_REACHED",
                "500|Credits insufficient|INSUFFICIENT_CREDITS",
                "400|Credits insufficient|INSUFFICIENT_CREDITS",
                "500|The current number of points used by apiKey has exceeded the daily limit|KEY_CAP_REACHED",
            })
    void theAccountsFaultsStopTheAccount(int code, String text, String reason) {
        assertThat(CreateAnswers.classify(coded(code, text)))
                .isEqualTo(new CreateOutcome.AccountStopped(new Cause(reason, text)));
        assertThat(CreateAnswers.classify(http(code, "{\"msg\":\"" + text + "\"}")))
                .isEqualTo(new CreateOutcome.AccountStopped(new Cause(reason, text)));
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHORIZED", "403,BLOCKED", "404,BLOCKED"})
    void theEdgesPlainRefusalsStopTheAccount(int status, String reason) {
        assertThat(CreateAnswers.classify(http(status, "error code: 1010")))
                .isInstanceOfSatisfying(
                        CreateOutcome.AccountStopped.class,
                        stopped -> assertThat(stopped.cause().reason()).isEqualTo(reason));
    }

    @Test
    void anUnknownPathStopsTheAccountAndNotTheGeneration() {
        var springBoot = ok("{'timestamp':'2026-11-01T00:00:00Z','status':404,'error':'Not Found',"
                + "'message':'No message available','path':'/api/v1/jobs/createTasks'}");

        assertThat(CreateAnswers.classify(new HttpAnswer(404, springBoot.body())))
                .isEqualTo(new CreateOutcome.AccountStopped(new Cause(Reason.BLOCKED, "No message available")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "505|The feature is switched off",
                "500|This interface is temporarily paused",
                "422|This interface is temporarily paused",
            })
    void aModelSwitchedOffPausesTheModel(int code, String text) {
        assertThat(CreateAnswers.classify(coded(code, text)))
                .isEqualTo(new CreateOutcome.ModelPaused(new Cause(Reason.MODEL_PAUSED, text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429|Your call frequency is too high. Please try again later.|RATE_LIMITED",
                "429|Rate limit exceeded|RATE_LIMITED",
                "422|Rate limit exceeded|RATE_LIMITED",
                "455|Service is being maintained|MAINTENANCE",
            })
    void whatKieWantsLaterComesLater(int code, String text, String reason) {
        var expected = new CreateOutcome.TryLater(new Cause(reason, text));

        assertThat(CreateAnswers.classify(coded(code, text))).isEqualTo(expected);
        assertThat(CreateAnswers.classify(http(code, "{\"code\":" + code + ",\"msg\":\"" + text + "\"}")))
                .isEqualTo(expected);
    }

    @Test
    void theEdgesPlain429ComesLaterToo() {
        assertThat(CreateAnswers.classify(http(429, "error code: 1015")))
                .isInstanceOfSatisfying(
                        CreateOutcome.TryLater.class,
                        later -> assertThat(later.cause().reason()).isEqualTo(Reason.RATE_LIMITED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422|" + UNSUPPORTED + "|REFUSED",
                "404|" + UNSUPPORTED + "|REFUSED",
                "500|This field is required|REFUSED",
                "500|prompt is required|REFUSED",
                "500|image_url is required|REFUSED",
                "500|duration is not within the range of allowed options|REFUSED",
                "500|safetyTolerance is out of range|REFUSED",
                "500|The page does not exist|REFUSED",
                "422|Please enter prompt|REFUSED",
                "422|Please enter callBackUrl.|REFUSED",
                "422|Invalid model|REFUSED",
                "422|url is wrong|REFUSED",
                "400|whatever is wrong with it|REFUSED",
                "400|Your prompt was flagged as violating content policies|CONTENT_POLICY",
                "400|Failed to read the image|INPUT_UNREADABLE",
                "422|Your request was rejected by Google Flow|CONTENT_POLICY",
                "451|Failed to fetch the image. Kindly verify any access limits|INPUT_UNREADABLE",
                "451|something|INPUT_UNREADABLE",
            })
    void theRequestsFaultsEndTheGenerationUnbilled(int code, String text, String reason) {
        assertThat(CreateAnswers.classify(coded(code, text)))
                .isEqualTo(new CreateOutcome.Refused(new Failure(reason, text, false, false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|Server exception, please try again later",
                "500|Server exception, please try again later or contact customer service",
                "500|Internal error, please try again later.",
                "500|The server is currently being maintained, please try again later~",
                "500|something new",
                "500|Internal Server Error",
                "501|Generation failed",
                "502|Bad gateway",
                "503|Service unavailable",
                "504|Gateway timeout",
                "531|unknown to every document",
                "408|No result in ten minutes",
                "405|Method not allowed",
                "409|Conflict",
                "200|success",
                "302|Found",
            })
    void whateverElseIsInDoubt(int code, String text) {
        assertThat(CreateAnswers.classify(coded(code, text))).isInstanceOf(CreateOutcome.InDoubt.class);
        assertThat(CreateAnswers.classify(http(code, "{\"msg\":\"" + text + "\"}")))
                .isInstanceOf(CreateOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "17",
                "[]",
                "{",
                "{'code':200,'msg':'success','data':{'taskId':'task_1'",
                "{'code':200,'data':{'taskId':'task_1'}} trailing",
                "{'code':200,'data':{'taskId':'a','taskId':'b'}}",
                "{'code':200,'data':{'taskId':''}}",
                "{'code':200,'data':{'taskId':' '}}",
                "{'code':200,'data':{'taskId':null}}",
                "{'code':200,'data':{'taskId':{}}}",
                "{'code':200,'data':'task_1'}",
                "{'code':200}",
                "{}",
                "<html><body>502 Bad Gateway</body></html>",
            })
    void anAnswerWithoutAReadableTaskIsInDoubt(String body) {
        assertThat(CreateAnswers.classify(ok(body))).isInstanceOf(CreateOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 204, 302, 400, 422, 500, 502, 503, 504, 520})
    void aPageOfAGatewayIsInDoubt(int status) {
        assertThat(CreateAnswers.classify(http(status, "<html>Bad Gateway</html>")))
                .isEqualTo(CreateAnswers.inDoubt("HTTP " + status + " without a readable answer"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 422, 429, 433, 455, 500, 505})
    void anErrorThatNamesATaskIsInDoubt(int code) {
        assertThat(CreateAnswers.classify(
                        ok("{'code':" + code + ",'msg':'prompt is required','data':{'taskId':'task_1'}}")))
                .isInstanceOf(CreateOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "{}", "['task_1']", "true"})
    void aTaskIdThatCannotBeReadIsInDoubtUnderWhateverCode(String taskId) {
        for (int code : new int[] {200, 401, 422}) {
            assertThat(CreateAnswers.classify(
                            ok("{'code':" + code + ",'msg':'prompt is required','data':{'taskId':" + taskId + "}}")))
                    .isInstanceOf(CreateOutcome.InDoubt.class);
        }
    }

    @Test
    void anEndlessTaskIdIsInDoubt() {
        assertThat(CreateAnswers.classify(ok("{'code':200,'data':{'taskId':'" + "x".repeat(257) + "'}}")))
                .isInstanceOf(CreateOutcome.InDoubt.class);
    }

    @Test
    void aRefusalOnlyForNowMayBeTriedAgain() {
        assertThat(CreateAnswers.classify(coded(422, "Upstream is busy, please try again later")))
                .isInstanceOfSatisfying(
                        CreateOutcome.Refused.class,
                        refused -> assertThat(refused.failure().retryable()).isTrue());
    }

    @Test
    void noLinkAndNoLineBreakOfKiesTextIsPassedOn() {
        var text = "image_url is required\\n at https://kiln.example/v1/kie/jobs/gen.1.token " + "x".repeat(3000);

        assertThat(CreateAnswers.classify(coded(500, text)))
                .isInstanceOfSatisfying(
                        CreateOutcome.Refused.class,
                        refused -> assertThat(refused.failure().detail())
                                .startsWith("image_url is required at (link) xxx")
                                .hasSize(500));
    }
}
