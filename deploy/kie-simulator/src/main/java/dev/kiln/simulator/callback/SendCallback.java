package dev.kiln.simulator.callback;

import dev.kiln.simulator.callback.PostCallback.Answered;
import dev.kiln.simulator.callback.PostCallback.Outcome;
import dev.kiln.simulator.callback.PostCallback.Unanswered;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Announce;
import dev.kiln.simulator.task.Schedule;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState.Ended;
import dev.kiln.simulator.truth.CallbackReference;
import dev.kiln.simulator.truth.TruthEntry.CallbackPutOff;
import dev.kiln.simulator.truth.TruthEntry.CallbackTried;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.wire.Wires;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells the creator of a task that it has ended, as its faults say; each with some tries until one is answered 200. */
public final class SendCallback implements Announce {

    private static final int OK = 200;
    private static final Runnable NOTHING = () -> {};

    private final Wires wires;
    private final PostCallback post;
    private final Schedule schedule;
    private final TruthLog truth;
    private final DeliveryRules rules;
    private final Clock clock;
    private final AtomicInteger putOff = new AtomicInteger();

    public SendCallback(
            Wires wires, PostCallback post, Schedule schedule, TruthLog truth, DeliveryRules rules, Clock clock) {
        this.wires = wires;
        this.post = post;
        this.schedule = schedule;
        this.truth = truth;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public void ended(Task task, Runnable afterFirstTry) {
        if (task.callbackUrl() == null || !(task.state() instanceof Ended end)) {
            afterFirstTry.run();
            return;
        }
        List<Sending> sendings = Sending.of(task.faults(), rules.late(), rules.gap());
        if (sendings.isEmpty()) {
            log(new Delivery(task, task.nextDelivery(), Sending.USUAL, ""), 1, new Unanswered("lost"));
            afterFirstTry.run();
            return;
        }
        boolean first = true;
        for (Sending sending : sendings) {
            send(task, end, sending, first ? afterFirstTry : NOTHING);
            first = false;
        }
    }

    /** Sends the true callback of an ended task once more, whatever became of it before. */
    public void resend(Task task, Ended end) {
        deliver(delivery(task, end, Sending.USUAL), NOTHING);
    }

    private void send(Task task, Ended end, Sending sending, Runnable afterFirstTry) {
        Delivery delivery = delivery(task, end, sending);
        if (sending.after().isZero()) {
            deliver(delivery, afterFirstTry);
        } else if (putOff.incrementAndGet() > rules.queue()) {
            putOff.decrementAndGet();
            log(delivery, 1, new Unanswered("queue-full"));
            afterFirstTry.run();
        } else {
            truth.add(new CallbackPutOff(
                    task.id(),
                    CallbackReference.of(task.callbackUrl()),
                    delivery.number(),
                    sending.after().toMillis()));
            afterFirstTry.run();
            schedule.in(sending.after(), () -> {
                putOff.decrementAndGet();
                deliver(delivery, NOTHING);
            });
        }
    }

    /** One callback on its way, the same body in every try. */
    private record Delivery(Task task, int number, Sending sending, String body) {}

    private Delivery delivery(Task task, Ended end, Sending sending) {
        String body = Json.write(wires.callback(task, sending.tells().of(task, end)));
        return new Delivery(task, task.nextDelivery(), sending, body);
    }

    private void deliver(Delivery delivery, Runnable afterFirstTry) {
        attempt(delivery, 1, afterFirstTry);
    }

    private void attempt(Delivery delivery, int attempt, Runnable afterFirstTry) {
        post.post(delivery.task().callbackUrl(), headers(delivery), delivery.body(), outcome -> {
            log(delivery, attempt, outcome);
            afterFirstTry.run();
            boolean heard = outcome instanceof Answered answered && answered.status() == OK;
            if (!heard && attempt < rules.attempts()) {
                schedule.in(rules.retryDelay(), () -> attempt(delivery, attempt + 1, NOTHING));
            }
        });
    }

    private Map<String, String> headers(Delivery delivery) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        rules.hmacKey()
                .ifPresent(key -> headers.putAll(
                        delivery.sending().seal().headers(key, delivery.task().id(), clock.instant())));
        return headers;
    }

    private void log(Delivery delivery, int attempt, Outcome outcome) {
        Task task = delivery.task();
        truth.add(new CallbackTried(
                task.id(),
                CallbackReference.of(task.callbackUrl()),
                delivery.number(),
                attempt,
                outcome instanceof Answered answered ? answered.status() : null,
                outcome instanceof Unanswered unanswered ? unanswered.problem() : null,
                delivery.sending().tells().word(),
                rules.hmacKey().isPresent() ? delivery.sending().seal().word() : Seal.NONE.word()));
    }
}
