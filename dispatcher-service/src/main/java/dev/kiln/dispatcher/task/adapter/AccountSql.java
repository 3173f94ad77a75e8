package dev.kiln.dispatcher.task.adapter;

/** The statements of {@link PgAccountStops}; all times are the database's. */
final class AccountSql {

    private static final String STOP_COLUMNS =
            "name, stopped_at, stopped_by, stop_reason, stop_detail, stop_needs, check_at, checks";

    private static final String RESTS =
            "case when paused_until > clock_timestamp() then nullif(paused_until, 'infinity') end as rests_until";

    /** A stop soon after a resumption goes on counting: the check was wrong. */
    static final String LOCK = "select " + STOP_COLUMNS + ", " + RESTS + """
            , case when resumed_at > clock_timestamp() - $2 * interval '1 millisecond' then checks + 1 else 0 end
                as checks_in_a_row, backed_off_until > clock_timestamp() as backs_off,
                case when backed_off_until > clock_timestamp() - interval '10 minutes' then back_offs else 0 end
                as back_offs_in_a_row
            from account where name = $1 for no key update
            """;

    static final String STOP = """
            update account set stopped_at = clock_timestamp(), stopped_by = $2, stop_reason = $3, stop_detail = $4,
                stop_needs = $5, check_at = clock_timestamp() + $6 * interval '1 millisecond', checks = $7
            where name = $1
            """;

    /** What the account was just refused goes back into the queue. Counted under the account's lock, so not beyond 100,000. */
    static final String WAITING = """
            select (select count(*) from (select from task where state = 'QUEUED' limit 100000) as few)
                + (select count(*) from task where state = 'SUBMITTING' and account = $1)
            """;

    private static final String NOT_STOPPED = """
            stopped_at = null, stopped_by = null, stop_reason = null, stop_detail = null, stop_needs = null,
            check_at = null, resumed_at = clock_timestamp(), balance_due_at = '-infinity'
            """;

    static final String RESUME = "update account set paused_until = '-infinity', backed_off_until = '-infinity', "
            + NOT_STOPPED + " where name = $1";

    /** As after doubts: one create goes first, so that a check that was wrong costs one refusal. */
    static final String RESUME_PROBING = """
            update account set doubts_in_a_row = greatest(doubts_in_a_row, $2), probing_until = '-infinity',
            """ + NOT_STOPPED + " where name = $1";

    static final String DUE_FOR_CHECK = "select " + STOP_COLUMNS + """
             from account where stopped_by = 'KIE' and check_at <= clock_timestamp() and name = any($1)
            order by check_at for no key update skip locked
            """;

    static final String PUT_CHECK_OFF = """
            update account set check_at = clock_timestamp() + $2 * interval '1 millisecond', checks = checks + 1
            where name = $1
            """;

    static final String BACK_OFF = """
            update account set back_offs = $2, backed_off_until = clock_timestamp() + $3 * interval '1 millisecond',
                paused_until = greatest(paused_until, clock_timestamp() + $3 * interval '1 millisecond')
            where name = $1
            """;

    static final String ALL = "select " + STOP_COLUMNS + ", " + RESTS + """
            , doubts_in_a_row,
            (select count(*) from slot where account = name and kind = 'CREATE')::integer as slots,
            (select count(*) from slot where account = name and kind = 'CREATE' and free_at > clock_timestamp())::integer
                as slots_in_use,
            (select count(*) from task where task.account = name and state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT'))::integer
                as tasks
            from account order by name limit $1
            """;

    private AccountSql() {}
}
