package dev.kiln.dispatcher.restore;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.ID;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.SecondTaskFound;
import dev.kiln.contract.Submission;
import dev.kiln.contract.Topic;
import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.task.Samples;
import dev.kiln.dispatcher.task.Transition;
import java.net.URI;
import org.junit.jupiter.api.Test;

class CheckDatabaseTest {

    /** Of version 2. */
    private static final Transition CREATED = Samples.submitting().created("task-1", NOW);
    /** Of version 3. */
    private static final Transition ENDED = Samples.running().finish("task-1", Samples.success("50"), NOW);

    private final Hold hold = new Hold();
    private final InMemoryRestoreTables tables = new InMemoryRestoreTables();
    private final InMemoryHistory history = new InMemoryHistory();
    private final CheckDatabase check = new CheckDatabase(tables, history, hold);

    @Test
    void isHeldUntilSomebodyHasLooked() {
        assertThat(hold.stands()).isTrue();

        assertThat(check.check()).isEmpty();

        assertThat(hold.stands()).isFalse();
    }

    /** What is stored moves before what is committed: ahead is everyday life. */
    @Test
    void aDatabaseThatIsAheadOfTheGroupMayWork() {
        history.committed.put(0, 7L);
        tables.nextOffsets.put(0, 9L);
        tables.nextOffsets.put(1, 3L);

        assertThat(check.check()).isEmpty();
        assertThat(hold.stands()).isFalse();
    }

    @Test
    void aDatabaseThatIsBehindTheGroupMayNotAndSaysHowMuchIsMissing() {
        history.committed.put(0, 7L);
        history.committed.put(1, 5L);
        tables.nextOffsets.put(0, 4L);

        assertThat(check.check()).containsExactlyInAnyOrder(new Gap(0, 4, 7), new Gap(1, 0, 5));
        assertThat(hold.why()).hasValueSatisfying(why -> assertThat(why).contains("8 records", "./kiln restore"));
    }

    @Test
    void aRestoreThatWasCutOffHoldsAlthoughNothingIsMissingAnyMore() {
        tables.underWay = true;
        check.check();
        assertThat(hold.why()).hasValueSatisfying(why -> assertThat(why).contains("restore has begun"));

        tables.underWay = false;
        check.check();
        assertThat(hold.stands()).isFalse();
    }

    /** No request was consumed since the backup, but what was queued in it has been sent. */
    @Test
    void aDatabaseThatIsBehindWhatWasSaidMayNotWorkAndNamesAStepThatIsMissing() {
        tables.versions.put(ID, 0L);
        say(Topic.GENERATION_SUBMISSIONS, CREATED);

        assertThat(check.check()).as("of requests").isEmpty();

        assertThat(hold.why())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("older than what was said", "1 of the last", ID + ".2", "./kiln restore"));
        check.check();
        assertThat(hold.stands()).as("for as long as it is older").isTrue();
    }

    @Test
    void aGenerationThatTheDatabaseDoesNotKnowWasNeverSaidByIt() {
        say(Topic.GENERATION_COMPLETIONS, ENDED);

        check.check();

        assertThat(hold.why()).hasValueSatisfying(why -> assertThat(why).contains(ID + ".3"));
    }

    /** Steps are committed before they are said, others may work meanwhile, and a relay may say an earlier step later. */
    @Test
    void aDatabaseThatIsAsFarAsWhatWasSaidOrFurtherMayWork() {
        tables.versions.put(ID, 3L);
        say(Topic.GENERATION_COMPLETIONS, ENDED);
        say(Topic.GENERATION_SUBMISSIONS, CREATED);

        check.check();
        assertThat(hold.stands()).isFalse();
    }

    @Test
    void anEarlierStepThatIsSaidLaterHidesNothing() {
        tables.versions.put(ID, 2L);
        say(Topic.GENERATION_SUBMISSIONS, Samples.inDoubt().park());
        say(Topic.GENERATION_SUBMISSIONS, Samples.submitting().doubt(CAUSE, NOW));

        check.check();

        assertThat(hold.stands()).isTrue();
    }

    @Test
    void aForgottenGenerationIsKnown() {
        tables.versions.put(ID, Long.MAX_VALUE);
        say(Topic.GENERATION_COMPLETIONS, ENDED);

        check.check();

        assertThat(hold.stands()).isFalse();
    }

    @Test
    void whatOthersSayAndWhatIsNoStepSaysNothingOfTheDatabase() {
        history.add(
                Topic.GENERATION_COMPLETIONS,
                URI.create("/elsewhere"),
                ENDED.event().orElseThrow());
        history.add(Topic.GENERATION_SUBMISSIONS, Envelope.DISPATCHER, secondTask());

        check.check();

        assertThat(hold.stands()).isFalse();
    }

    @Test
    void whatARestoreHasTakenAccountOfIsNotHeldAgainstTheDatabaseAgain() {
        say(Topic.GENERATION_COMPLETIONS, ENDED);
        tables.accounted.put("generation.completions", 1L);

        check.check();
        assertThat(hold.stands()).isFalse();

        hold.because("it is looked at again");
        say(Topic.GENERATION_COMPLETIONS, ENDED);
        check.check();
        assertThat(hold.stands()).as("what was said since").isTrue();
    }

    /** An intact database stays ahead of its own words by itself. */
    @Test
    void wordsAreComparedOnlyAsLongAsItIsHeld() {
        check.check();
        say(Topic.GENERATION_COMPLETIONS, ENDED);

        check.check();

        assertThat(hold.stands()).isFalse();
    }

    private void say(Topic topic, Transition step) {
        history.add(topic, Envelope.DISPATCHER, step.event().orElseThrow());
    }

    private static KilnEvent secondTask() {
        return new SecondTaskFound(
                ID,
                Samples.generation().request(),
                new Submission(1, "main", "task-2", NOW),
                Samples.generation().estimate(),
                new Charge(Credits.of(50), ChargeBasis.REPORTED),
                NOW);
    }
}
