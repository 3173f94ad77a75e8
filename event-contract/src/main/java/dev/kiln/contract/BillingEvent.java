package dev.kiln.contract;

/** What billing-service alone says. */
public sealed interface BillingEvent extends KilnEvent
        permits CreditsCharged, CreditsCorrected, BudgetThresholdReached, BudgetsSet {}
