package dev.kiln.dispatcher.kie;

import static dev.kiln.dispatcher.kie.Answers.coded;
import static dev.kiln.dispatcher.kie.Answers.data;
import static dev.kiln.dispatcher.kie.Answers.http;
import static dev.kiln.dispatcher.kie.Answers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Family;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the records of all families have in common: the envelope. */
class RecordTest {

    @ParameterizedTest
    @EnumSource
    void anUnknownTaskIsAbsent(Family family) {
        assertThat(read(family, coded(422, "recordInfo is null"))).isEqualTo(new TaskRecord.Absent());
        assertThat(read(family, coded(422, "The record does not exist"))).isEqualTo(new TaskRecord.Absent());
        assertThat(read(family, coded(422, "record does not exist"))).isEqualTo(new TaskRecord.Absent());
        assertThat(read(family, coded(404, "task not found"))).isEqualTo(new TaskRecord.Absent());
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPathSaysNothingAboutTheTask(Family family) {
        var springBoot =
                "{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\",\"message\":\"No message available\"}";

        assertThat(read(family, http(404, springBoot))).isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, http(404, "<html>"))).isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, http(422, "<html>"))).isInstanceOf(TaskRecord.Unreadable.class);
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenAnswerIsReadAgain(Family family) {
        assertThat(read(family, http(502, "<html>"))).isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, http(200, ""))).isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, ok("{'code':200,'data':{'state':'success','successFl")))
                .isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, data("{'state':'success','creditsConsumed':1e99999999999}")))
                .isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, data("null"))).isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, data("{}"))).isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, data("'text'"))).isInstanceOf(TaskRecord.Unreadable.class);
        assertThat(read(family, data("{'state':'success','state':'fail','successFlag':1}")))
                .isInstanceOf(TaskRecord.Unreadable.class);
    }

    @ParameterizedTest
    @EnumSource
    void troublesOfTheServerSayNothingAboutTheTask(Family family) {
        for (int code : new int[] {400, 408, 429, 455, 500, 501, 502, 503, 504, 505, 531}) {
            assertThat(read(family, coded(code, "please try again later")))
                    .isEqualTo(new TaskRecord.Unreadable(new Cause(
                            Reason.UNREADABLE, "code " + code + " without a record: please try again later")));
        }
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHORIZED", "402,INSUFFICIENT_CREDITS", "403,BLOCKED", "433,KEY_CAP_REACHED"})
    void theAccountsFaultsStopTheAccount(int code, String reason) {
        for (Family family : Family.values()) {
            assertThat(read(family, ok("{'code':" + code + ",'msg':'no'}")))
                    .isEqualTo(new TaskRecord.AccountStopped(new Cause(reason, "no")));
            assertThat(read(family, http(code, "error code: 1010")))
                    .isInstanceOfSatisfying(
                            TaskRecord.AccountStopped.class,
                            stopped -> assertThat(stopped.cause().reason()).isEqualTo(reason));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecordCountsUnderWhateverCodeItComes(Family family) {
        assertThat(read(family, ok("{'code':501,'msg':'failed','data':{'state':'fail','successFlag':3}}")))
                .isInstanceOf(TaskRecord.Finished.class);
    }

    private static TaskRecord read(Family family, HttpAnswer answer) {
        return Protocol.of(family).read(answer);
    }
}
