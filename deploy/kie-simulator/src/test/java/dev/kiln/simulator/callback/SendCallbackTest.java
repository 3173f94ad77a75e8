package dev.kiln.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiln.simulator.callback.PostCallback.Answered;
import dev.kiln.simulator.callback.PostCallback.Outcome;
import dev.kiln.simulator.callback.PostCallback.Unanswered;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.World;
import dev.kiln.simulator.truth.TruthEntry.CallbackTried;
import dev.kiln.simulator.wire.ParamStyle;
import dev.kiln.simulator.wire.Wires;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SendCallbackTest {

    private static final String KEY = "kie-test-hmac-key-0001";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final World world = new World();
    private final Queue<Outcome> outcomes = new ArrayDeque<>();
    private final List<Map<String, String>> posted = new ArrayList<>();
    private final SendCallback send = sending(Optional.of(KEY));

    @Test
    void stopsAtTheFirst200() {
        outcomes.add(new Answered(503));
        outcomes.add(new Unanswered("timeout"));
        outcomes.add(new Answered(200));

        run("x");

        assertThat(tries())
                .extracting(CallbackTried::attempt, CallbackTried::status, CallbackTried::problem)
                .containsExactly(tuple(1, 503, null), tuple(2, null, "timeout"), tuple(3, 200, null));
    }

    @Test
    void givesUpAfterThreeTries() {
        outcomes.addAll(List.of(new Answered(500), new Answered(500), new Answered(500), new Answered(500)));

        run("x");

        assertThat(posted).hasSize(3);
    }

    @Test
    void signsEachTryWithItsOwnTime() {
        outcomes.add(new Answered(500));
        outcomes.add(new Answered(200));

        Task task = run("x");

        long first = Long.parseLong(posted.get(0).get("X-Webhook-Timestamp"));
        long second = Long.parseLong(posted.get(1).get("X-Webhook-Timestamp"));
        assertThat(second - first).isEqualTo(2);
        assertThat(posted.get(1)).containsEntry("X-Webhook-Signature", Signature.of(KEY, task.id(), second));
    }

    @Test
    void sendsNoSignatureWithoutAKey() {
        outcomes.add(new Answered(200));

        Task task = world.stored("flux-kontext-pro", "x");
        world.running(sending(Optional.empty())).finishNow(task, () -> {});

        assertThat(posted)
                .singleElement()
                .satisfies(headers -> assertThat(headers).containsOnlyKeys("Content-Type"));
    }

    @Test
    void losesOneAndDoublesAnother() {
        outcomes.addAll(List.of(new Answered(200), new Answered(200)));

        run("x [[sim:callback-lost]]");
        assertThat(tries())
                .singleElement()
                .satisfies(lost -> assertThat(lost.problem()).isEqualTo("lost"));
        run("x [[sim:callback-twice]]");

        assertThat(posted).hasSize(2);
        assertThat(tries()).extracting(CallbackTried::delivery).containsExactly(1, 1, 2);
    }

    private SendCallback sending(Optional<String> key) {
        DeliveryRules rules = new DeliveryRules(
                3,
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                1,
                2,
                Duration.ofHours(3),
                Duration.ofSeconds(5),
                key);
        PostCallback post = (url, headers, body, outcome) -> {
            posted.add(headers);
            outcome.accept(outcomes.remove());
        };
        return new SendCallback(new Wires(ParamStyle.RAW_NEWLINE), post, world.time, world.truth, rules, world.time);
    }

    private Task run(String prompt) {
        Task task = world.stored("flux-kontext-pro", prompt);
        world.running(send).start(task);
        world.time.pass(LONG);
        return task;
    }

    private List<CallbackTried> tries() {
        return world.truth.after(0, 99).stream()
                .filter(line -> line.entry() instanceof CallbackTried)
                .map(line -> (CallbackTried) line.entry())
                .toList();
    }
}
