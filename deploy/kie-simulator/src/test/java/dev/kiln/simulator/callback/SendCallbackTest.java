package dev.kiln.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiln.simulator.callback.PostCallback.Answered;
import dev.kiln.simulator.callback.PostCallback.Outcome;
import dev.kiln.simulator.callback.PostCallback.Unanswered;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.World;
import dev.kiln.simulator.truth.CallbackReference;
import dev.kiln.simulator.truth.TruthEntry.CallbackPutOff;
import dev.kiln.simulator.truth.TruthEntry.CallbackTried;
import dev.kiln.simulator.truth.TruthLine;
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
    private final List<String> bodies = new ArrayList<>();
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

    @Test
    void comesHoursLate() {
        outcomes.add(new Answered(200));
        Task task = world.stored("flux-kontext-pro", "x [[sim:callback-late]]");
        world.running(send).start(task);

        world.time.pass(Duration.ofHours(3));
        assertThat(posted).isEmpty();
        world.time.pass(Duration.ofSeconds(1));
        assertThat(posted).hasSize(1);
        assertThat(world.truth.after(0, 99))
                .extracting(TruthLine::entry)
                .contains(new CallbackPutOff(task.id(), CallbackReference.of(task.callbackUrl()), 1, 10_800_000));
    }

    @Test
    void failsLateCallbacksThatFindNoRoom() {
        for (int i = 0; i < 3; i++) {
            Task task = world.stored("flux-kontext-pro", "x [[sim:callback-late]]");
            world.running(send).start(task);
        }
        world.time.pass(LONG);

        assertThat(tries()).extracting(CallbackTried::problem).containsExactly("queue-full");
    }

    @Test
    void tellsAFailureAndThenTheSuccess() {
        outcomes.addAll(List.of(new Answered(200), new Answered(200)));

        run("x [[sim:callback-wrong-first]]");

        assertThat(codes()).containsExactly(500, 200);
        assertThat(tries()).extracting(CallbackTried::tells).containsExactly("opposite", "true");
    }

    @Test
    void tellsTwoEndsTheWrongOneLast() {
        outcomes.addAll(List.of(new Answered(200), new Answered(200)));

        run("x [[sim:fail]] [[sim:callback-wrong-last]]");

        assertThat(codes()).containsExactly(500, 200);
        assertThat(tries()).extracting(CallbackTried::tells).containsExactly("true", "opposite");
    }

    @Test
    void isForgedWithAnotherBodyAndAnotherKeyBeforeTheTrueOne() {
        outcomes.addAll(List.of(new Answered(401), new Answered(401), new Answered(401), new Answered(200)));

        Task task = run("x [[sim:callback-forged]]");

        assertThat(bodies.getFirst()).contains("forged.png").doesNotContain("/files/" + task.id());
        assertThat(bodies.getLast()).contains("/files/" + task.id());
        assertThat(signedRightly(task, 0)).isFalse();
        assertThat(signedRightly(task, 3)).isTrue();
        assertThat(tries().getFirst().seal()).isEqualTo("wrong");
    }

    @Test
    void hasAChangedBodyUnderAGenuineSignature() {
        outcomes.add(new Answered(200));

        Task task = run("x [[sim:callback-changed]]");

        assertThat(bodies).singleElement().asString().contains("forged.png");
        assertThat(signedRightly(task, 0)).isTrue();
    }

    @Test
    void isSignedByAnotherKeyOrLongAgoOrNotAtAll() {
        outcomes.addAll(List.of(new Answered(200), new Answered(200), new Answered(200)));

        Task wrong = run("x [[sim:callback-bad-signature]]");
        Task stale = run("x [[sim:callback-stale]]");
        run("x [[sim:callback-unsigned]]");

        assertThat(signedRightly(wrong, 0)).isFalse();
        assertThat(signedRightly(stale, 1)).isTrue();
        assertThat(Long.parseLong(posted.get(1).get("X-Webhook-Timestamp")))
                .isLessThan(stale.created().minus(Duration.ofDays(1)).getEpochSecond());
        assertThat(posted.get(2)).containsOnlyKeys("Content-Type");
        assertThat(tries()).extracting(CallbackTried::seal).containsExactly("wrong", "stale", "none");
    }

    @Test
    void addsUpSeveralFaults() {
        outcomes.addAll(List.of(new Answered(200), new Answered(200)));
        Task task = world.stored("flux-kontext-pro", "x [[sim:callback-late]] [[sim:callback-twice]]");
        world.running(send).start(task);

        world.time.pass(Duration.ofHours(4));

        assertThat(posted).hasSize(2);
    }

    private boolean signedRightly(Task task, int nth) {
        Map<String, String> headers = posted.get(nth);
        long timestamp = Long.parseLong(headers.get("X-Webhook-Timestamp"));
        return headers.get("X-Webhook-Signature").equals(Signature.of(KEY, task.id(), timestamp));
    }

    private List<Integer> codes() {
        return bodies.stream()
                .map(body -> Json.readObject(body).orElseThrow().path("code").asInt())
                .toList();
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
            bodies.add(body);
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
