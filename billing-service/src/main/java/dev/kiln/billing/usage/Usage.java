package dev.kiln.billing.usage;

import java.util.List;

/** The answer to a query: a row for each group, sorted by day, model and account, and the sums over all of them. */
public record Usage(UsageQuery query, List<UsageRow> rows, UsageRow totals) {}
