package dev.kiln.simulator.create;

import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.create.CreateAnswer.Reply;
import dev.kiln.simulator.create.Verdict.Broken;
import dev.kiln.simulator.create.Verdict.Refused;
import dev.kiln.simulator.create.Verdict.Stored;
import dev.kiln.simulator.fault.CallbackFault;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.fault.CreateRefusal;
import dev.kiln.simulator.fault.TransportFault;
import dev.kiln.simulator.fault.UnknownFault;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.RunTask;
import dev.kiln.simulator.task.StoreTask;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskOrder;
import dev.kiln.simulator.truth.CallbackReference;
import dev.kiln.simulator.truth.TruthEntry.CreateReceived;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.wire.Draft;
import dev.kiln.simulator.wire.Envelope;
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

    /** @param answer is called exactly once, maybe later and on another thread */
    public void run(ReceivedCreate create, Consumer<CreateAnswer> answer) {
        Optional<Account> account = accounts.authorized(create.authorization());
        Draft draft = Json.readObject(create.body())
                .map(checkOrder.wires().of(create.family())::read)
                .orElse(UNREADABLE);
        Verdict verdict = account.map(known -> judge(known, create, draft))
                .orElseGet(() -> new Refused(200, 401, Envelope.UNAUTHORIZED));
        log(account.map(Account::name).orElse(null), create, draft, verdict);
        switch (verdict) {
            case Refused refused ->
                answer.accept(Reply.json(refused.httpStatus(), Envelope.error(refused.code(), refused.text())));
            case Broken broken -> answer.accept(play(broken.fault(), ""));
            case Stored stored -> go(create, stored, answer);
        }
    }

    private Verdict judge(Account account, ReceivedCreate create, Draft draft) {
        if (!account.admit(clock.instant())) {
            return refused(CreateRefusal.RATE);
        }
        if (draft == UNREADABLE) {
            return new Refused(200, 400, "The request body is not a JSON object");
        }
        ChosenFaults faults;
        try {
            faults = chooseFaults.forCreate(draft.model(), draft.prompt());
        } catch (UnknownFault e) {
            return new Refused(200, 500, e.getMessage());
        }
        Optional<CreateRefusal> refusal = faults.first(CreateRefusal.class);
        if (refusal.isPresent()) {
            return refused(refusal.get());
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
            case StoreTask.ShortOfCredits ignored -> refused(CreateRefusal.SHORT_OF_CREDITS);
            case StoreTask.Full ignored ->
                new Refused(200, 500, "simulator: kie-simulator.tasks-max tasks are running");
        };
    }

    private static Refused refused(CreateRefusal refusal) {
        return new Refused(refusal.httpStatus(), refusal.code(), refusal.text());
    }

    private void go(ReceivedCreate create, Stored stored, Consumer<CreateAnswer> answer) {
        Task task = stored.task();
        String body = Envelope.success(checkOrder.wires().of(create.family()).created(task.id()));
        CreateAnswer reply = stored.fault() == null ? Reply.json(200, body) : play(stored.fault(), body);
        if (task.faults().has(CallbackFault.EARLY)) {
            storage.run().finishNow(task, () -> answer.accept(reply));
        } else {
            answer.accept(reply);
            storage.run().start(task);
        }
    }

    private static CreateAnswer play(TransportFault fault, String body) {
        return switch (fault) {
            case RESET_AFTER_STORE, RESET_BEFORE_STORE -> new CreateAnswer.Reset();
            case HANG, HANG_BEFORE_STORE -> new CreateAnswer.Hang();
            case CUT_BODY -> new CreateAnswer.CutReply(body);
            case HTML_502, HTML_502_AFTER_STORE ->
                new Reply(502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body></body></html>");
            case CLOUDFLARE_403 -> new Reply(403, "text/plain; charset=UTF-8", "error code: 1010");
        };
    }

    private void log(String account, ReceivedCreate create, Draft draft, Verdict verdict) {
        CallbackReference callback = CallbackReference.of(draft.callbackUrl());
        String family = create.family().name();
        truth.add(
                switch (verdict) {
                    case Refused no ->
                        new CreateReceived(
                                account, family, draft.model(), callback, "refused", no.code(), no.text(), null);
                    case Broken no ->
                        new CreateReceived(
                                account,
                                family,
                                draft.model(),
                                callback,
                                no.fault().marker(),
                                null,
                                null,
                                null);
                    case Stored yes ->
                        new CreateReceived(
                                account,
                                family,
                                draft.model(),
                                callback,
                                yes.fault() == null ? "created" : yes.fault().marker(),
                                yes.fault() == null ? 200 : null,
                                null,
                                yes.task().id());
                });
    }
}
