package dev.kiln.simulator.callback;

import dev.kiln.simulator.callback.PostCallback.Answered;
import dev.kiln.simulator.callback.PostCallback.Outcome;
import dev.kiln.simulator.callback.PostCallback.Unanswered;
import dev.kiln.simulator.fault.CallbackFault;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Announce;
import dev.kiln.simulator.task.Schedule;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.truth.CallbackReference;
import dev.kiln.simulator.truth.TruthEntry.CallbackTried;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.wire.Wires;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Tells the creator of a task that it has ended: up to a number of tries until one is answered 200. */
public final class SendCallback implements Announce {

    private static final int OK = 200;
    private static final Runnable NOTHING = () -> {};

    private final Wires wires;
    private final PostCallback post;
    private final Schedule schedule;
    private final TruthLog truth;
    private final DeliveryRules rules;
    private final Clock clock;

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
        if (task.callbackUrl() == null) {
            afterFirstTry.run();
        } else if (task.faults().has(CallbackFault.LOST)) {
            log(task, task.nextDelivery(), 1, new Unanswered("lost"));
            afterFirstTry.run();
        } else {
            deliver(task, afterFirstTry);
            if (task.faults().has(CallbackFault.TWICE)) {
                deliver(task, NOTHING);
            }
        }
    }

    /** Sends the callback of an ended task once more, whatever became of it before. */
    public void resend(Task task) {
        deliver(task, NOTHING);
    }

    private void deliver(Task task, Runnable afterFirstTry) {
        String body = Json.write(wires.of(task.model().family()).callback(task));
        attempt(task, body, task.nextDelivery(), 1, afterFirstTry);
    }

    private void attempt(Task task, String body, int delivery, int attempt, Runnable afterFirstTry) {
        post.post(task.callbackUrl(), headers(task), body, outcome -> {
            log(task, delivery, attempt, outcome);
            afterFirstTry.run();
            boolean heard = outcome instanceof Answered answered && answered.status() == OK;
            if (!heard && attempt < rules.attempts()) {
                schedule.in(rules.retryDelay(), () -> attempt(task, body, delivery, attempt + 1, NOTHING));
            }
        });
    }

    private Map<String, String> headers(Task task) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        rules.hmacKey().ifPresent(key -> {
            long timestamp = clock.instant().getEpochSecond();
            headers.put("X-Webhook-Timestamp", String.valueOf(timestamp));
            headers.put("X-Webhook-Signature", Signature.of(key, task.id(), timestamp));
        });
        return headers;
    }

    private void log(Task task, int delivery, int attempt, Outcome outcome) {
        CallbackReference callback = CallbackReference.of(task.callbackUrl());
        truth.add(
                switch (outcome) {
                    case Answered answered ->
                        new CallbackTried(task.id(), callback, delivery, attempt, answered.status(), null);
                    case Unanswered unanswered ->
                        new CallbackTried(task.id(), callback, delivery, attempt, null, unanswered.problem());
                });
    }
}
