package dev.kiln.dispatcher.simulation;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.FAILURE;

import dev.kiln.catalog.Family;
import dev.kiln.contract.Cause;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.NotConnected;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import dev.kiln.dispatcher.kie.TaskResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Kie as the dispatcher may meet it: it creates tasks, answers as chosen, and knows the truth. */
final class SimulatedKie implements Kie, Records {

    /** How a create goes. Each names whether a task exists afterwards. */
    enum Answer {
        CREATED(true),
        LOST_AFTER_CREATING(true),
        ERROR_THAT_NAMES_THE_TASK(true),
        LOST_BEFORE_CREATING(false),
        REFUSED(false),
        TRY_LATER(false),
        MODEL_PAUSED(false),
        ACCOUNT_STOPPED(false);

        private final boolean creates;

        Answer(boolean creates) {
            this.creates = creates;
        }

        boolean isClear() {
            return switch (this) {
                case CREATED, REFUSED, TRY_LATER, MODEL_PAUSED, ACCOUNT_STOPPED -> true;
                case LOST_AFTER_CREATING, LOST_BEFORE_CREATING, ERROR_THAT_NAMES_THE_TASK -> false;
            };
        }
    }

    /**
     * A task that exists.
     *
     * @param callback of which attempt: {@code generationId.attempt}
     */
    record KieTask(String taskId, String callback, TaskResult result) {
        String generationId() {
            return callback.substring(0, callback.indexOf('.'));
        }

        int attempt() {
            return Integer.parseInt(callback.substring(callback.indexOf('.') + 1));
        }
    }

    private static final List<TaskResult> RESULTS = List.of(
            new TaskResult.Succeeded(List.of("https://files.example.com/1.mp4"), Credits.of("50")),
            new TaskResult.Succeeded(List.of("https://files.example.com/1.mp4"), Credits.of("31.5")),
            new TaskResult.Succeeded(List.of(), Credits.of("50")),
            new TaskResult.Failed(FAILURE, Credits.of("0")));

    private final Choices choices;
    private final Mishaps mishaps;
    private final Runnable meanwhile;
    private final List<KieTask> tasks = new ArrayList<>();
    private final List<String> creates = new ArrayList<>();
    private final Set<String> answered = new HashSet<>();

    /** Runs {@code meanwhile} between a create's arrival and its answer. */
    SimulatedKie(Choices choices, Mishaps mishaps, Runnable meanwhile) {
        this.choices = choices;
        this.mishaps = mishaps;
        this.meanwhile = meanwhile;
    }

    /** In the order of their creation. */
    List<KieTask> tasks() {
        return tasks;
    }

    /** Each create that arrived, as {@code generationId.attempt}. */
    List<String> creates() {
        return creates;
    }

    /** Whether this create, {@code generationId.attempt}, was answered clearly. */
    boolean answered(String create) {
        return answered.contains(create);
    }

    @Override
    public List<Connection> connect(int most) throws NotConnected {
        if (mishaps.maybe()) {
            throw new NotConnected("connection refused", null);
        }
        return List.of(new Connection() {
            @Override
            public CreateOutcome create(String account, CreateCall call) {
                return arrive(callback(call));
            }

            @Override
            public void close() {}
        });
    }

    private CreateOutcome arrive(String callback) {
        creates.add(callback);
        boolean enough = callback.endsWith(".3");
        Answer answer = enough ? Answer.CREATED : choices.oneOf(List.of(Answer.values()));
        String taskId = "task-of-" + callback;
        if (answer.creates) {
            tasks.add(new KieTask(taskId, callback, choices.oneOf(RESULTS)));
        }
        meanwhile.run();
        mishaps.maybeCrash();
        if (answer.isClear()) {
            answered.add(callback);
        }
        return switch (answer) {
            case CREATED -> new CreateOutcome.Created(taskId);
            case LOST_AFTER_CREATING, LOST_BEFORE_CREATING -> new CreateOutcome.InDoubt(CAUSE);
            case ERROR_THAT_NAMES_THE_TASK -> new CreateOutcome.InDoubt(CAUSE, taskId);
            case REFUSED -> new CreateOutcome.Refused(FAILURE);
            case TRY_LATER -> new CreateOutcome.TryLater(new Cause(Reason.RATE_LIMITED, "too many"));
            case ACCOUNT_STOPPED ->
                new CreateOutcome.AccountStopped(new Cause(Reason.UNAUTHORIZED, "the key is no good"));
            case MODEL_PAUSED -> new CreateOutcome.ModelPaused(new Cause(Reason.MODEL_PAUSED, "paused"));
        };
    }

    private static String callback(CreateCall call) {
        try {
            String url = ContractJson.mapper()
                    .readTree(call.body())
                    .get("callBackUrl")
                    .textValue();
            String[] parts = url.substring(url.lastIndexOf('/') + 1).split("\\.");
            return parts[0] + "." + parts[1];
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Shown show(String account, Family family, String taskId) {
        TaskRecord record = tasks.stream()
                .filter(task -> task.taskId().equals(taskId))
                .findFirst()
                .<TaskRecord>map(task -> new TaskRecord.Finished(task.result()))
                .orElse(new TaskRecord.Absent());
        return new Shown(record, RecordOrigin.UNKNOWN);
    }
}
