package dev.kiln.dispatcher.simulation;

import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.SubmissionEvent;
import dev.kiln.dispatcher.kie.TaskResult;
import dev.kiln.dispatcher.simulation.SimulatedKie.KieTask;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges a world that has come to rest; empty where all guarantees were kept. */
final class Verdict {

    private final World world;
    private final List<String> broken = new ArrayList<>();

    private Verdict(World world) {
        this.world = world;
    }

    static List<String> on(World world) {
        Verdict verdict = new Verdict(world);
        verdict.submittedAtMostOnce();
        world.tables.all().forEach(verdict::settled);
        verdict.sequencesRise();
        return verdict.broken;
    }

    private void submittedAtMostOnce() {
        Set<String> creates = new HashSet<>();
        for (String create : world.kie.creates()) {
            if (!creates.add(create)) {
                broken.add("attempt " + create + " was sent twice");
            }
        }
        Map<String, String> tasks = new HashMap<>();
        for (KieTask task : world.kie.tasks()) {
            String other = tasks.put(task.generationId(), task.taskId());
            if (other != null) {
                broken.add("two tasks were created: " + other + " and " + task.taskId());
            }
        }
    }

    private void settled(Task task) {
        List<KieTask> created = world.kie.tasks().stream()
                .filter(known -> known.generationId().equals(task.generation().id()))
                .toList();
        switch (task) {
            case Finished finished -> matches(finished.completion(), created);
            case Parked parked -> unknowable(parked, created);
            default -> broken.add("it rests as " + task.getClass().getSimpleName());
        }
    }

    private void unknowable(Parked parked, List<KieTask> created) {
        if (parked.submission().taskId() != null) {
            broken.add("it is parked though its task is known");
        }
        String create = parked.generation().id() + "." + parked.submission().attempt();
        if (world.undisturbed(create) && world.kie.answered(create)) {
            broken.add("it is parked though its create was answered");
        }
        if (created.stream().anyMatch(world::calledBack)) {
            broken.add("it is parked though its callback came");
        }
    }

    private void matches(CompletionEvent completion, List<KieTask> created) {
        if (created.isEmpty()) {
            boolean charged = completion.charge() != null
                    && !completion.charge().credits().isZero();
            if (completion instanceof GenerationSucceeded || charged) {
                broken.add("it succeeded or was charged without a task");
            }
            return;
        }
        if (completion.submission() == null) {
            broken.add("it ended as never submitted, and has a task");
            return;
        }
        TaskResult truth = created.getFirst().result();
        boolean files = truth instanceof TaskResult.Succeeded succeeded
                && !succeeded.urls().isEmpty();
        if (!(completion instanceof GenerationCanceled) && completion instanceof GenerationSucceeded != files) {
            broken.add("it ended as " + completion.getClass().getSimpleName() + ", its task as " + truth);
        }
        if (completion.charge() == null
                || !completion.charge().credits().equals(truth.credits().credits())) {
            broken.add("it was charged " + completion.charge() + ", its task " + truth.credits());
        } else if (completion.charge().basis() == ChargeBasis.ASSUMED) {
            broken.add("its charge is called assumed though Kie reported it");
        }
    }

    private void sequencesRise() {
        Map<String, Long> last = new HashMap<>();
        for (KilnEvent event : world.tables.announced()) {
            long sequence =
                    switch (event) {
                        case SubmissionEvent submission -> submission.sequence();
                        case CompletionEvent completion -> completion.sequence();
                        default -> throw new AssertionError("the dispatcher says nothing else: " + event);
                    };
            Long before = last.put(event.key(), sequence);
            if (before != null && sequence <= before) {
                broken.add("sequence " + sequence + " follows " + before);
            }
        }
    }
}
