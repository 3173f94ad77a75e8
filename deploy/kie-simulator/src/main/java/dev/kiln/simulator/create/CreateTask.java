package dev.kiln.simulator.create;

import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.create.Verdict.Broken;
import dev.kiln.simulator.create.Verdict.Refused;
import dev.kiln.simulator.create.Verdict.Stored;
import dev.kiln.simulator.fault.CallbackFault;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.CreateRefusal;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.fault.TransportFault;
import dev.kiln.simulator.fault.UnknownFault;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.RunTask;
import dev.kiln.simulator.task.StoreTask;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskOrder;
import dev.kiln.simulator.truth.CallbackReference;
import dev.kiln.simulator.truth.TruthEntry.CreateAnswered;
import dev.kiln.simulator.truth.TruthEntry.CreateReceived;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.wire.Draft;
import dev.kiln.simulator.wire.Envelope;
import dev.kiln.simulator.wire.KieAnswer;
import dev.kiln.simulator.wire.KieAnswer.Reply;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a create: key, rate, faults, checks, credits, in this order; every one of them ends in the truth log. */
public final class CreateTask {

    private static final Draft UNREADABLE = new Draft(null, Json.object(), null, "");

    private final Accounts accounts;
    private final CheckOrder checkOrder;
    private final ChooseFaults chooseFaults;
    private final Storage storage;
    private final TruthLog truth;
    private final Clock clock;

    public CreateTask(
            Accounts accounts,
            CheckOrder checkOrder,
            ChooseFaults chooseFaults,
            Storage storage,
            TruthLog truth,
            Clock clock) {
        this.accounts = accounts;
        this.checkOrder = checkOrder;
        this.chooseFaults = chooseFaults;
        this.storage = storage;
        this.truth = truth;
        this.clock = clock;
    }

    /** The two ends of a task's storage. */
    public record Storage(StoreTask store, RunTask run) {}

    /** Sends answers to creators. */
    public interface Answering {

        /** @param sent to be run once the whole of it was sent, and never where it was not */
        void send(KieAnswer answer, Runnable sent);
    }

    /** @param answering is called exactly once, maybe later and on another thread */
    public void run(ReceivedCreate create, Answering answering) {
        Optional<Account> account = accounts.authorized(create.authorization());
        Draft draft = Json.readObject(create.body())
                .map(checkOrder.wires().of(create.family())::read)
                .orElse(UNREADABLE);
        Judged judged =
                account.map(known -> judge(known, create, draft)).orElseGet(() -> unfit(new Verdict.Unauthorized()));
        long place = log(account.map(Account::name).orElse(null), create, draft, judged);
        Consumer<KieAnswer> answer = told -> answering.send(told, () -> truth.add(new CreateAnswered(place)));
        Envelope envelope = new Envelope(judged.faults());
        switch (judged.verdict()) {
            case Verdict.Unauthorized ignored -> answer.accept(envelope.unauthorized());
            case Refused no -> answer.accept(envelope.error(no.httpStatus(), no.code(), no.text()));
            case Broken broken -> answer.accept(play(broken.fault(), null));
            case Stored stored -> go(create, stored, envelope, answer);
        }
    }

    private record Judged(Verdict verdict, ChosenFaults faults) {}

    /** A verdict before the faults of this create are chosen. */
    private Judged unfit(Verdict verdict) {
        return new Judged(verdict, chooseFaults.always());
    }

    private Judged judge(Account account, ReceivedCreate create, Draft draft) {
        if (!account.admit(clock.instant())) {
            return unfit(Refused.of(CreateRefusal.RATE));
        }
        if (draft == UNREADABLE) {
            return unfit(new Refused(200, 400, "The request body is not a JSON object"));
        }
        ChosenFaults faults;
        try {
            faults = chooseFaults.forCreate(draft.model(), draft.prompt());
        } catch (UnknownFault e) {
            return unfit(new Refused(200, 500, e.getMessage()));
        }
        return new Judged(judge(account, create, draft, faults), faults);
    }

    private Verdict judge(Account account, ReceivedCreate create, Draft draft, ChosenFaults faults) {
        Optional<CreateRefusal> refusal = faults.first(CreateRefusal.class);
        if (refusal.isPresent()) {
            return Refused.of(refusal.get());
        }
        TransportFault broken = faults.first(TransportFault.class).orElse(null);
        if (broken != null && !broken.stored()) {
            return new Broken(broken);
        }
        return switch (checkOrder.check(create.family(), draft)) {
            case CheckOrder.Bad bad -> Refused.of(bad.complaint());
            case CheckOrder.Good good -> {
                TaskOrder order =
                        new TaskOrder(account, good.model(), draft.input(), draft.callbackUrl(), create.filesBase());
                yield store(order, faults, broken);
            }
        };
    }

    private Verdict store(TaskOrder order, ChosenFaults faults, TransportFault broken) {
        return switch (storage.store().store(order, faults)) {
            case StoreTask.Done done -> new Stored(done.task(), broken);
            case StoreTask.ShortOfCredits ignored ->
                Refused.of(
                        faults.has(Shape.CREDITS_AS_500) ? CreateRefusal.CREDITS_TEXT : CreateRefusal.SHORT_OF_CREDITS);
            case StoreTask.Capped ignored -> Refused.of(CreateRefusal.KEY_CAP);
            case StoreTask.Full ignored ->
                new Refused(200, 500, "simulator: kie-simulator.tasks-max tasks are running");
        };
    }

    private void go(ReceivedCreate create, Stored stored, Envelope envelope, Consumer<KieAnswer> answer) {
        Task task = stored.task();
        Reply told = envelope.created(checkOrder.wires().of(create.family()).created(task.id(), task.faults()));
        KieAnswer played = stored.fault() == null ? told : play(stored.fault(), told);
        if (task.faults().has(CallbackFault.EARLY)) {
            storage.run().finishNow(task, () -> answer.accept(played));
        } else {
            answer.accept(played);
            storage.run().start(task);
        }
    }

    /** @param told what the creator would have got; null if nothing was stored */
    private static KieAnswer play(TransportFault fault, Reply told) {
        return switch (fault) {
            case RESET_AFTER_STORE, RESET_BEFORE_STORE -> new KieAnswer.Reset();
            case HANG, HANG_BEFORE_STORE -> new KieAnswer.Hang();
            case SLOW -> new KieAnswer.LateReply(told);
            case CUT_BODY -> new KieAnswer.CutReply(told.body());
            case HTML_502, HTML_502_AFTER_STORE -> Reply.html502();
            case CLOUDFLARE_403 -> Reply.text403();
        };
    }

    private long log(String account, ReceivedCreate create, Draft draft, Judged judged) {
        Told told = Told.of(judged.verdict());
        return truth.add(new CreateReceived(
                account,
                create.family().name(),
                draft.model(),
                CallbackReference.of(draft.callbackUrl()),
                told.answer(),
                told.code(),
                told.detail(),
                told.taskId(),
                judged.faults().markers()));
    }

    /** A verdict in the words of the log. */
    private record Told(String answer, Integer code, String detail, String taskId) {

        static Told of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Unauthorized ignored -> new Told("refused", 401, "wrong key", null);
                case Refused no -> new Told("refused", no.code(), no.text(), null);
                case Broken no -> new Told(no.fault().marker(), null, null, null);
                case Stored yes ->
                    yes.fault() == null
                            ? new Told("created", 200, null, yes.task().id())
                            : new Told(
                                    yes.fault().marker(),
                                    yes.fault() == TransportFault.SLOW ? 200 : null,
                                    null,
                                    yes.task().id());
            };
        }
    }
}
