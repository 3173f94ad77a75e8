package dev.kiln.dispatcher.restore;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Said;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Submitted;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.Transition;
import org.junit.jupiter.api.Test;

class RecallTest {

    /** Whatever was said, the task is then as it was when it was said, and none is queued. */
    @Test
    void aTaskIsAsItWasWhenItWasSaid() {
        Transition created = Samples.submitting().created("task-1", NOW);
        Transition doubt = Samples.submitting().doubt(CAUSE, NOW.plusSeconds(7200));
        Transition parked = Samples.inDoubt().park();
        Transition ended = Samples.running().finish("task-1", Samples.success("50"), NOW);

        assertThat(recalled(created))
                .isEqualTo(((Running) created.next()).pollAgain(NOW).next());
        assertThat(recalled(doubt)).isEqualTo(doubt.next());
        assertThat(recalled(parked)).isEqualTo((Parked) parked.next());
        assertThat(recalled(ended))
                .isEqualTo(((Finished) ended.next()).confirmed(NOW).next());
    }

    /** Attempt 1 is proven not created; attempt 2 may have been sent before anybody could say so. */
    @Test
    void whatWasQueuedAgainIsInDoubtWithItsNextAttempt() {
        Transition requeued = Samples.submitting().requeue(CAUSE, NOW, NOW);

        InDoubt doubt = (InDoubt) recalled(requeued);

        assertThat(doubt.submission().attempt()).isEqualTo(2);
        assertThat(doubt.submission().taskId()).isNull();
        assertThat(doubt.submission().account())
                .as("that of attempt 1 would be a guess")
                .isEqualTo("unknown");
        assertThat(doubt.cause().reason()).isEqualTo(Reason.RESTORED);
        assertThat(doubt.parksAt()).as("announced and parked later").isNull();
        assertThat(doubt.version()).isEqualTo(requeued.next().version());
    }

    @Test
    void aCancellationThatTheDatabaseKnowsStays() {
        Submitted canceled = (Submitted) Samples.inDoubt().withCancelRequested().next();

        Task recalled = Recall.of(canceled, said(Samples.submitting().created("task-1", NOW)), "unknown", NOW);

        assertThat(recalled.cancelRequested()).isTrue();
    }

    private static Task recalled(Transition step) {
        return Recall.of(Samples.inDoubt(), said(step), "unknown", NOW);
    }

    private static Said said(Transition step) {
        KilnEvent event = step.event().orElseThrow();
        return Said.in(event).orElseThrow();
    }
}
