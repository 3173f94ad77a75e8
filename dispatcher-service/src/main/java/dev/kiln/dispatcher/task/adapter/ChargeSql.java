package dev.kiln.dispatcher.task.adapter;

/** A task's charge, in the words of its table. */
final class ChargeSql {

    /** Null while it has none. */
    static final String CREDITS = "(completion -> 'charge' ->> 'credits')::numeric";

    /** {@link dev.kiln.dispatcher.task.Finished#isChargeInQuestion() In question}, and not decided: billing holds it still. */
    static final String UNDECIDED = """
            (completion -> 'charge' ->> 'basis' = 'unreadable' or completion -> 'charge' ->> 'basis' <> 'decided'
                and quote > 0 and (completion -> 'charge' ->> 'credits')::numeric >= 100 * quote)
            """;

    private ChargeSql() {}
}
