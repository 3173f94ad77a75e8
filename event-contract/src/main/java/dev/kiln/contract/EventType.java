package dev.kiln.contract;

import java.util.Arrays;
import java.util.Optional;

/** The types of events: the CloudEvents {@code type}, the record that carries it, and the topic that it is said on. */
public enum EventType {
    GENERATION_REQUESTED("generation.requested", GenerationRequested.class, Topic.GENERATION_REQUESTS),
    CANCELLATION_REQUESTED("cancellation.requested", CancellationRequested.class, Topic.GENERATION_REQUESTS),
    GENERATION_SUBMITTED("generation.submitted", GenerationSubmitted.class, Topic.GENERATION_SUBMISSIONS),
    GENERATION_IN_DOUBT("generation.in-doubt", GenerationInDoubt.class, Topic.GENERATION_SUBMISSIONS),
    GENERATION_PARKED("generation.parked", GenerationParked.class, Topic.GENERATION_SUBMISSIONS),
    GENERATION_REQUEUED("generation.requeued", GenerationRequeued.class, Topic.GENERATION_SUBMISSIONS),
    SECOND_TASK_FOUND("second-task.found", SecondTaskFound.class, Topic.GENERATION_SUBMISSIONS),
    GENERATION_SUCCEEDED("generation.succeeded", GenerationSucceeded.class, Topic.GENERATION_COMPLETIONS),
    GENERATION_FAILED("generation.failed", GenerationFailed.class, Topic.GENERATION_COMPLETIONS),
    GENERATION_CANCELED("generation.canceled", GenerationCanceled.class, Topic.GENERATION_COMPLETIONS),
    TASK_SUCCEEDED("task.succeeded", TaskSucceeded.class, Topic.TASK_COMPLETIONS),
    TASK_FAILED("task.failed", TaskFailed.class, Topic.TASK_COMPLETIONS),
    TASK_HINTED("task.hinted", TaskHinted.class, Topic.TASK_COMPLETIONS),
    CREDITS_CHARGED("credits.charged", CreditsCharged.class, Topic.BILLING_CHARGES),
    CREDITS_CORRECTED("credits.corrected", CreditsCorrected.class, Topic.BILLING_CHARGES),
    BUDGET_THRESHOLD_REACHED("budget.threshold-reached", BudgetThresholdReached.class, Topic.BILLING_CHARGES),
    BUDGETS_SET("budgets.set", BudgetsSet.class, Topic.BILLING_BUDGETS),
    BALANCE_READ("balance.read", BalanceRead.class, Topic.ACCOUNTS),
    ACCOUNT_STOPPED("account.stopped", AccountStopped.class, Topic.ACCOUNTS),
    ACCOUNT_RESUMED("account.resumed", AccountResumed.class, Topic.ACCOUNTS),
    TENANT_SET("tenant.set", TenantSet.class, Topic.TENANTS);

    private final String typeName;
    private final Class<? extends KilnEvent> record;
    private final Topic topic;

    EventType(String nounAndVerb, Class<? extends KilnEvent> record, Topic topic) {
        this.typeName = "dev.kiln." + nounAndVerb + ".v1";
        this.record = record;
        this.topic = topic;
    }

    /** The CloudEvents {@code type}: {@code dev.kiln.<noun>.<verb>.v1}. */
    public String typeName() {
        return typeName;
    }

    public Class<? extends KilnEvent> record() {
        return record;
    }

    public Topic topic() {
        return topic;
    }

    public static EventType of(KilnEvent event) {
        return Arrays.stream(values())
                .filter(type -> type.record == event.getClass())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(event.getClass() + " has no type"));
    }

    /** Empty for a type that this version does not know. */
    public static Optional<EventType> named(String typeName) {
        return Arrays.stream(values())
                .filter(type -> type.typeName.equals(typeName))
                .findFirst();
    }
}
