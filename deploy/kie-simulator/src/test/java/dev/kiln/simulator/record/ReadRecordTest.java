package dev.kiln.simulator.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Limits;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.task.RunTask;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.World;
import dev.kiln.simulator.truth.TruthEntry.RecordRead;
import dev.kiln.simulator.truth.TruthLine;
import dev.kiln.simulator.wire.KieAnswer;
import dev.kiln.simulator.wire.KieAnswer.Reply;
import dev.kiln.simulator.wire.ParamStyle;
import dev.kiln.simulator.wire.Wires;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadRecordTest {

    private static final String JOB = "google/nano-banana-edit";

    private final World world = new World();
    private final RunTask run = world.running();
    private final RecordRules rules =
            new RecordRules(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofDays(60), Duration.ofDays(14));
    private final ReadRecord read = new ReadRecord(
            world.tasks,
            new Wires(ParamStyle.RAW_NEWLINE),
            new ChooseFaults(1, List.of()),
            world.truth,
            rules,
            world.time);

    @Test
    void knowsNothingOfATaskInItsFirstSecondsIfToldTo() {
        Task task = started("x [[sim:record-null]]");

        world.time.pass(Duration.ofMillis(2999));
        assertThat(body(task).path("code").asInt()).isEqualTo(422);
        assertThat(body(task).path("data").isNull()).isTrue();
        world.time.pass(Duration.ofMillis(1));
        assertThat(body(task).at("/data/state").asText()).isEqualTo("success");
    }

    @Test
    void forgetsATaskForEverIfToldTo() {
        Task task = started("x [[sim:record-gone]]");

        world.time.pass(Duration.ofDays(1));

        assertThat(body(task).path("code").asInt()).isEqualTo(422);
    }

    @Test
    void forgetsVeoTasksBeforeTheOthers() {
        world.account.topUp(new BigDecimal("100"));
        Task veo = started("veo3_fast", "x");
        Task job = started(JOB, "x");

        world.time.pass(Duration.ofDays(15));
        assertThat(body(veo).path("code").asInt()).isEqualTo(422);
        assertThat(body(job).path("code").asInt()).isEqualTo(200);
        world.time.pass(Duration.ofDays(46));
        assertThat(body(job).path("code").asInt()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"google/nano-banana-edit", "veo3_fast", "flux-kontext-pro"})
    void showsARunningTaskWithItsCompletionTimeWhileItLags(String model) {
        Task task = started(model, "x [[sim:record-lag]]");
        world.time.pass(Duration.ofSeconds(1));

        JsonNode lagging = body(task).path("data");
        assertThat(lagging.path("successFlag").asInt()).isZero();
        assertThat(lagging.path("completeTime").isNumber()).isTrue();
        assertThat(lagging.path("response").isNull()).isTrue();

        world.time.pass(Duration.ofSeconds(5));
        assertThat(body(task).at("/data/successFlag").asInt()).isEqualTo(1);
    }

    @Test
    void breaksSoManyReadingsAndThenNoMore() {
        Task task = started("x [[sim:record-html*2]] [[sim:record-cut]] [[sim:record-429]] [[sim:record-500]]"
                + "[[sim:record-reset]] [[sim:record-hang]] [[sim:record-slow]]");

        assertThat(reply(task).status()).isEqualTo(502);
        assertThat(reply(task).contentType()).isEqualTo("text/html");
        assertThat(read(task)).isInstanceOf(KieAnswer.CutReply.class);
        assertThat(reply(task).status()).isEqualTo(429);
        assertThat(body(task).path("code").asInt()).isEqualTo(500);
        assertThat(read(task)).isInstanceOf(KieAnswer.Reset.class);
        assertThat(read(task)).isInstanceOf(KieAnswer.Hang.class);
        assertThat(read(task)).isInstanceOf(KieAnswer.LateReply.class);
        assertThat(body(task).path("code").asInt()).isEqualTo(200);
    }

    @Test
    void refusesReadingsAboveTheRateOfTheAccountAndLogsThemAll() {
        Account narrow = new Account(
                "narrow", BigDecimal.TEN, new Limits(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), null));

        assertThat(((Reply) read.read(narrow, Family.JOBS, "x")).status()).isEqualTo(200);
        assertThat(((Reply) read.read(narrow, Family.VEO, "x")).status()).isEqualTo(429);
        world.time.pass(Duration.ofSeconds(1));
        assertThat(((Reply) read.read(narrow, Family.FLUX, "x")).status()).isEqualTo(200);
        assertThat(world.truth.after(0, 99).stream().map(TruthLine::entry))
                .containsExactly(
                        new RecordRead("narrow", true),
                        new RecordRead("narrow", false),
                        new RecordRead("narrow", true));
    }

    private Task started(String prompt) {
        return started(JOB, prompt);
    }

    private Task started(String model, String prompt) {
        Task task = world.stored(model, prompt);
        run.start(task);
        return task;
    }

    private KieAnswer read(Task task) {
        return read.read(world.account, task.model().family(), task.id());
    }

    private Reply reply(Task task) {
        return (Reply) read(task);
    }

    private JsonNode body(Task task) {
        return Json.readObject(reply(task).body()).orElseThrow();
    }
}
