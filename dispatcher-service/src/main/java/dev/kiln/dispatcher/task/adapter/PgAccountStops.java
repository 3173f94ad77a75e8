package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.AccountStopped;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.account.Account;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.BackOff;
import dev.kiln.dispatcher.account.CheckIntervals;
import dev.kiln.dispatcher.account.Stop;
import dev.kiln.dispatcher.account.StoppedBy;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.Breaker;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stops of accounts in PostgreSQL, where {@link PgClaims} obeys them. Each change locks the account's row first, and an
 * operator's stop the claims before it, as a claim does.
 */
public final class PgAccountStops implements Accounts {

    private final Transactions transactions;
    private final AccountEvents events;
    private final AuditRows audit;
    private final Clock clock;
    private final CheckIntervals intervals;
    private final String[] configured;

    /** Checks these accounts alone, whatever rows there are. */
    public PgAccountStops(Pool pool, Clock clock, CheckIntervals intervals, Collection<String> configured) {
        this.transactions = new Transactions(pool);
        this.events = new AccountEvents(clock);
        this.audit = new AuditRows(clock);
        this.clock = clock;
        this.intervals = intervals;
        this.configured = configured.toArray(String[]::new);
    }

    @Override
    public Optional<Stopped> stop(String account, Cause cause, Credits needs) {
        return transactions.run("stop an account", connection -> {
            Optional<Row> free = lock(connection, account).filter(row -> row.getString("stopped_by") == null);
            free.ifPresent(row -> {
                int checks = row.getInteger("checks_in_a_row");
                Duration check = intervals.after(cause.reason(), checks);
                Tuple stop = Tuple.of(account, StoppedBy.KIE.name(), cause.reason(), cause.detail())
                        .addBigDecimal(needs == null ? null : needs.amount())
                        .addLong(check.toMillis())
                        .addInteger(checks);
                announceStop(connection, account, cause, stop);
            });
            return free.map(row -> new Stopped(account, cause, waiting(connection, account)));
        });
    }

    private void announceStop(SqlConnection connection, String account, Cause cause, Tuple stop) {
        Transactions.query("stop an account", connection, AccountSql.STOP, stop);
        events.add(connection, account, new AccountStopped(account, cause, clock.instant()));
    }

    private static long waiting(SqlConnection connection, String account) {
        return Transactions.query("count the queue", connection, AccountSql.WAITING, Tuple.of(account))
                .iterator()
                .next()
                .getLong(0);
    }

    @Override
    public Optional<Duration> backOff(String account) {
        return transactions.run(
                "back off",
                connection -> lock(connection, account)
                        .filter(row -> !row.getBoolean("backs_off"))
                        .map(row -> {
                            int inARow = row.getInteger("back_offs_in_a_row");
                            Duration length = BackOff.after(inARow);
                            Tuple parameters = Tuple.of(account, inARow + 1, length.toMillis());
                            Transactions.query("back off", connection, AccountSql.BACK_OFF, parameters);
                            return length;
                        }));
    }

    @Override
    public List<Suspect> takeDueForCheck() {
        return transactions.run("take accounts to check", connection -> {
            List<Suspect> due = new ArrayList<>();
            Tuple parameters = Tuple.tuple().addArrayOfString(configured);
            for (Row row : Transactions.query("find checks", connection, AccountSql.DUE_FOR_CHECK, parameters)) {
                due.add(new Suspect(row.getString("name"), stop(row).orElseThrow()));
                Duration next = intervals.after(row.getString("stop_reason"), row.getInteger("checks") + 1);
                Tuple putOff = Tuple.of(row.getString("name"), next.toMillis());
                Transactions.query("put a check off", connection, AccountSql.PUT_CHECK_OFF, putOff);
            }
            return due;
        });
    }

    @Override
    public boolean resume(String account) {
        return transactions.run("resume an account", connection -> {
            boolean stopped = lock(connection, account)
                    .filter(row -> StoppedBy.KIE.name().equals(row.getString("stopped_by")))
                    .isPresent();
            if (stopped) {
                Tuple probing = Tuple.of(account, Breaker.DOUBTS);
                Transactions.query("resume an account", connection, AccountSql.RESUME_PROBING, probing);
                events.add(connection, account, new AccountResumed(account, clock.instant()));
            }
            return stopped;
        });
    }

    @Override
    public Effect stop(String account, Order order) {
        return transactions.run("stop an account", connection -> {
            PgTurns.lock(connection);
            Effect effect = lock(connection, account)
                    .map(row -> StoppedBy.OPERATOR.name().equals(row.getString("stopped_by"))
                            ? Effect.REPEATED
                            : Effect.DONE)
                    .orElse(Effect.UNKNOWN);
            if (effect == Effect.DONE) {
                Cause cause = new Cause(Reason.BY_OPERATOR, order.reason());
                Tuple stop = Tuple.of(account, StoppedBy.OPERATOR.name(), cause.reason(), cause.detail())
                        .addBigDecimal(null)
                        .addLong(null)
                        .addInteger(0);
                announceStop(connection, account, cause, stop);
            }
            audit.add(connection, order, "stop-account", account, effect);
            return effect;
        });
    }

    @Override
    public Effect resume(String account, Order order) {
        return transactions.run("resume an account", connection -> {
            Optional<Row> row = lock(connection, account);
            boolean stopped =
                    row.filter(found -> found.getString("stopped_by") != null).isPresent();
            boolean rests = row.filter(found -> found.getOffsetDateTime("rests_until") != null)
                    .isPresent();
            if (stopped || rests) {
                Transactions.query("resume an account", connection, AccountSql.RESUME, Tuple.of(account));
            }
            if (stopped) {
                events.add(connection, account, new AccountResumed(account, clock.instant()));
            }
            Effect effect = row.map(found -> stopped || rests ? Effect.DONE : Effect.REPEATED)
                    .orElse(Effect.UNKNOWN);
            audit.add(connection, order, "resume-account", account, effect);
            return effect;
        });
    }

    private Optional<Row> lock(SqlConnection connection, String account) {
        Tuple parameters = Tuple.of(account, intervals.longest().multipliedBy(2).toMillis());
        RowSet<Row> rows = Transactions.query("lock an account", connection, AccountSql.LOCK, parameters);
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    @Override
    public List<Account> all(int limit) {
        List<Account> all = new ArrayList<>();
        transactions.query("read accounts", AccountSql.ALL, Tuple.of(limit)).forEach(row -> all.add(account(row)));
        return all;
    }

    private static Account account(Row row) {
        Instant rests = TaskRows.instant(row, "rests_until");
        return new Account(
                row.getString("name"),
                stop(row),
                Optional.ofNullable(rests),
                row.getInteger("doubts_in_a_row"),
                row.getInteger("slots_in_use"),
                row.getInteger("slots"),
                row.getInteger("tasks"));
    }

    private static Optional<Stop> stop(Row row) {
        return Optional.ofNullable(row.getString("stopped_by"))
                .map(by -> new Stop(
                        StoppedBy.valueOf(by),
                        new Cause(row.getString("stop_reason"), row.getString("stop_detail")),
                        row.getBigDecimal("stop_needs") == null ? null : Credits.of(row.getBigDecimal("stop_needs")),
                        TaskRows.instant(row, "stopped_at"),
                        TaskRows.instant(row, "check_at")));
    }
}
