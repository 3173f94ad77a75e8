package dev.kiln.stack.planted;

import dev.kiln.stack.guarantee.ChargedOnce;
import dev.kiln.stack.guarantee.EveryRequestSettles;
import dev.kiln.stack.guarantee.Guarantee;
import dev.kiln.stack.guarantee.ParkedIsExactlyTheUnknowable;
import dev.kiln.stack.guarantee.RateKept;
import dev.kiln.stack.guarantee.SubmittedAtMostOnce;
import java.nio.file.Path;

/**
 * A mistake that someone could make in the dispatcher, put into the running service by an agent, with the guarantee that
 * has to catch it. A rule that is never reached, because a method was renamed, would leave its mistake uncaught: {@link
 * PlantedRulesIT} sees that in every build.
 */
enum PlantedBug {
    RETRY_ON_TIMEOUT(SubmittedAtMostOnce.class, """
            CLASS dev.kiln.dispatcher.kie.adapter.CreateConnection
            METHOD inDoubt(String)
            AT ENTRY
            IF file.exists()
            DO RETURN new dev.kiln.dispatcher.kie.CreateOutcome$NotSent(new dev.kiln.contract.Cause("NOT_SENT", $1))
            """),
    TAKEOVER_POSTS(SubmittedAtMostOnce.class, """
            CLASS dev.kiln.dispatcher.watch.SweepTasks
            METHOD doubt(Task, Instant)
            AT EXIT
            BIND task : dev.kiln.dispatcher.task.Submitting = $1
            IF file.exists() AND $!.isPresent()
            DO RETURN java.util.Optional.of(
                task.requeue(new dev.kiln.contract.Cause("NOT_SENT", "its sender is gone"), $2, $2))
            """),
    INTENT_NOT_COMMITTED_BEFORE_SEND(SubmittedAtMostOnce.class, """
            CLASS dev.kiln.dispatcher.task.adapter.TaskWrites
            METHOD updateAll(SqlConnection, Collection)
            AT ENTRY
            IF file.exists() AND callerEquals("PgClaims.claim", true)
            DO RETURN
            """),
    SLOT_FREED_EARLY(RateKept.class, """
            CLASS dev.kiln.dispatcher.task.adapter.SubmitLimits
            METHOD answered()
            AT ENTRY
            IF file.exists()
            DO RETURN java.time.Duration.ofMillis(1)
            """),
    DEDUPE_OFF(SubmittedAtMostOnce.class, """
            CLASS dev.kiln.dispatcher.task.adapter.Transactions
            METHOD query(String, SqlClient, String, Tuple)
            AT ENTRY
            IF file.exists() AND $1.equals("insert requests")
            DO $3 = $3.replace("on conflict do nothing", "on conflict (generation_id) do update set"
                + " state = excluded.state, version = excluded.version, due_at = excluded.due_at, attempt = 0,"
                + " task_id = null, completion = null, ended_at = null, input = excluded.input")
            """),
    POLL_OF_THE_WRONG_FAMILY(EveryRequestSettles.class, """
            CLASS dev.kiln.dispatcher.kie.adapter.VertxKie
            METHOD show(String, Family, String)
            AT ENTRY
            IF file.exists()
            DO $2 = dev.kiln.catalog.Family.VEO
            """),
    CANCEL_IGNORED(EveryRequestSettles.class, """
            CLASS dev.kiln.dispatcher.intake.CancelGeneration
            METHOD cancel(String, String)
            AT ENTRY
            IF file.exists()
            DO RETURN true
            """),
    HOLD_RELEASED_ON_A_TIMEOUT(ChargedOnce.class, """
            CLASS dev.kiln.dispatcher.watch.SweepTasks
            METHOD park(Task, Instant)
            AT EXIT
            BIND doubt : dev.kiln.dispatcher.task.InDoubt = $1
            IF file.exists() AND $!.isPresent()
            DO RETURN java.util.Optional.of(
                doubt.refuse(new dev.kiln.contract.Failure("NO_ANSWER", "no answer came", true, false), $2))
            """),
    OUTBOX_DELETED_BEFORE_THE_ACKNOWLEDGEMENT(EveryRequestSettles.class, """
            CLASS dev.kiln.dispatcher.announce.adapter.OutboxRelay
            METHOD acknowledged(Future, long)
            AT ENTRY
            IF file.exists()
            DO RETURN true
            """),
    LATE_ANSWER_OVERWRITES_A_CALLBACKS_TRUTH(ChargedOnce.class, """
            CLASS dev.kiln.dispatcher.submit.RecordAnswer
            METHOD step(Task, Submitting, CreateOutcome)
            AT ENTRY
            BIND ended : dev.kiln.dispatcher.task.Finished =
                ($1 instanceof dev.kiln.dispatcher.task.Finished ? $1 : null)
            IF file.exists() AND ended != null
            DO RETURN ended.correct(
                new dev.kiln.contract.Submission(
                    $2.submission().attempt(),
                    ended.completion().submission().account(),
                    ended.completion().submission().taskId(),
                    ended.completion().submission().submittedAt()),
                new dev.kiln.dispatcher.task.Ending$Miss(
                    new dev.kiln.contract.Failure("NO_ANSWER", "the answer came late", true, false),
                    new dev.kiln.contract.Charge(
                        dev.kiln.contract.Credits.ZERO, dev.kiln.contract.ChargeBasis.ASSUMED)))
            """),
    PARKS_WHAT_A_CALLBACK_ANSWERED(ParkedIsExactlyTheUnknowable.class, """
            CLASS dev.kiln.dispatcher.settle.SettleTask
            METHOD step(Task, Submission, TaskResult)
            AT ENTRY
            IF file.exists() AND ($1 instanceof dev.kiln.dispatcher.task.InDoubt
                OR $1 instanceof dev.kiln.dispatcher.task.Parked)
            DO RETURN java.util.Optional.empty()
            """),
    PARKS_WHAT_WAS_ANSWERED(ParkedIsExactlyTheUnknowable.class, """
            CLASS dev.kiln.dispatcher.submit.RecordAnswer
            METHOD decide(Undecided, CreateOutcome)
            AT ENTRY
            IF file.exists()
            DO RETURN java.util.Optional.of($1.doubt(
                new dev.kiln.contract.Cause("NO_CLEAR_ANSWER", "who knows"), java.time.Instant.now().plusSeconds(2)))
            """);

    private final Class<? extends Guarantee> guarantee;
    private final String rule;

    /** @param rule that asks whether a {@code file} is there */
    PlantedBug(Class<? extends Guarantee> guarantee, String rule) {
        this.guarantee = guarantee;
        this.rule = rule;
    }

    /** What has to catch it. */
    Class<? extends Guarantee> guarantee() {
        return guarantee;
    }

    /** The rule that is in force as long as the file is there. */
    String rule(Path on) {
        var file = "BIND file : java.io.File = new java.io.File(\"" + on + "\")";
        var bound = rule.contains("BIND ") ? rule.replace("BIND ", file + ";\n") : rule.replace("IF ", file + "\nIF ");
        return "RULE " + name() + "\n" + bound + "ENDRULE\n";
    }
}
