package dev.kiln.simulator.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.CreateRefusal;
import dev.kiln.simulator.fault.RecordFault;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;
import dev.kiln.simulator.task.Tasks;
import dev.kiln.simulator.truth.TruthEntry.RecordRead;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.wire.Envelope;
import dev.kiln.simulator.wire.KieAnswer;
import dev.kiln.simulator.wire.KieAnswer.Reply;
import dev.kiln.simulator.wire.Wire;
import dev.kiln.simulator.wire.Wires;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads a task's record: rate, then whether it is known, then the faults of reading. */
public final class ReadRecord {

    private final Tasks tasks;
    private final Wires wires;
    private final ChooseFaults chooseFaults;
    private final TruthLog truth;
    private final RecordRules rules;
    private final Clock clock;

    public ReadRecord(
            Tasks tasks, Wires wires, ChooseFaults chooseFaults, TruthLog truth, RecordRules rules, Clock clock) {
        this.tasks = tasks;
        this.wires = wires;
        this.chooseFaults = chooseFaults;
        this.truth = truth;
        this.rules = rules;
        this.clock = clock;
    }

    /** @param taskId may be null */
    public KieAnswer read(Account account, Family family, String taskId) {
        Envelope usual = new Envelope(chooseFaults.always());
        boolean admitted = account.admitPoll(clock.instant());
        truth.add(new RecordRead(account.name(), admitted));
        if (!admitted) {
            return refusal(usual, CreateRefusal.RATE);
        }
        if (taskId == null || taskId.isBlank()) {
            return usual.error(400, "taskId is required");
        }
        Optional<Task> task = tasks.find(taskId)
                .filter(found -> found.account() == account && found.model().family() == family);
        return task.map(this::read)
                .orElseGet(() -> usual.error(422, wires.of(family).unknownTask()));
    }

    private KieAnswer read(Task task) {
        Wire wire = wires.of(task.model().family());
        Envelope envelope = new Envelope(task.faults());
        if (!isKnown(task)) {
            return envelope.error(422, wire.unknownTask());
        }
        Reply reply = envelope.success(data(wire, task));
        return switch (task.faults().ofReading(task.nextReading()).orElse(null)) {
            case null -> reply;
            case RATE -> refusal(envelope, CreateRefusal.RATE);
            case ERROR -> refusal(envelope, CreateRefusal.INTERNAL);
            case HTML -> Reply.html502();
            case CUT -> new KieAnswer.CutReply(reply.body());
            case RESET -> new KieAnswer.Reset();
            case HANG -> new KieAnswer.Hang();
            case SLOW -> new KieAnswer.LateReply(reply);
            case NULL_AT_FIRST, GONE, LAG -> reply;
        };
    }

    private static Reply refusal(Envelope envelope, CreateRefusal refusal) {
        return envelope.error(refusal.httpStatus(), refusal.code(), refusal.text());
    }

    private boolean isKnown(Task task) {
        Duration age = Duration.between(task.created(), clock.instant());
        boolean hidden = task.faults().has(RecordFault.NULL_AT_FIRST) && age.compareTo(rules.hidden()) < 0;
        boolean forgotten = age.compareTo(rules.keep(task.model().family())) > 0;
        return !hidden && !forgotten && !task.faults().has(RecordFault.GONE);
    }

    private ObjectNode data(Wire wire, Task task) {
        TaskState state = task.state();
        if (state instanceof TaskState.Ended end && lags(task, end.completed())) {
            ObjectNode data = wire.record(task, new TaskState.Generating());
            data.set("completeTime", wire.time(task, end.completed()));
            return data;
        }
        return wire.record(task, state);
    }

    private boolean lags(Task task, Instant completed) {
        return task.faults().has(RecordFault.LAG) && clock.instant().isBefore(completed.plus(rules.lag()));
    }
}
