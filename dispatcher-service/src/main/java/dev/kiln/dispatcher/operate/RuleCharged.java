package dev.kiln.dispatcher.operate;

import dev.kiln.dispatcher.operate.RuleTask.Ruling;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import java.util.Optional;

/**
 * What "it was charged so much" comes to: a corrected completion with that charge, which Kie's word does not change any
 * more. What Kie has named and can be believed is its own word, and stands.
 */
final class RuleCharged {

    /** @param other the generation that has the same task of Kie's, and is charged it */
    Ruling on(Task task, Verdict.Charged claimed, Optional<String> other) {
        if (!(task instanceof Finished finished)
                || finished.lastSubmission() == null
                || finished.lastSubmission().attempt() != claimed.attempt()) {
            return Ruling.movedOn(task, "no task of its attempt " + claimed.attempt() + " has ended it");
        }
        if (other.isPresent() && !claimed.credits().isZero()) {
            return Ruling.contradicted(
                    task,
                    "its task is charged to generation " + other.get() + ": say 0 of the one that did not make it");
        }
        if (other.isEmpty() && !finished.isChargeInQuestion()) {
            return Ruling.contradicted(
                    task, "its charge can be believed, and is booked; what Kie took beside it is unexplained credits");
        }
        Optional<Transition> step = finished.decide(claimed.credits());
        return step.map(Ruling::step).orElseGet(() -> Ruling.repeated(task));
    }
}
