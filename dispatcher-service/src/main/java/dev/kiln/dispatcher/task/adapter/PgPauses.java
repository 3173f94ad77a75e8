package dev.kiln.dispatcher.task.adapter;

import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.pause.Pause;
import dev.kiln.dispatcher.pause.PauseTarget;
import dev.kiln.dispatcher.pause.Pauses;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pauses in PostgreSQL, where {@link PgClaims} obeys them; timed by the database's clock. */
public final class PgPauses implements Pauses {

    /** One that stands is prolonged, but it is no news. */
    private static final String SWITCHED_OFF = """
            with before as (select from pause
                where scope = 'MODEL' and name = $1 and origin = 'KIE' and ends_at > clock_timestamp())
            insert into pause (scope, name, origin, paused_by, reason, paused_at, ends_at)
            values ('MODEL', $1, 'KIE', 'kie', $2, clock_timestamp(), clock_timestamp() + $3 * interval '1 millisecond')
            on conflict (scope, name, origin) do update
                set reason = excluded.reason, ends_at = greatest(pause.ends_at, excluded.ends_at),
                    paused_at = case when exists (select from before) then pause.paused_at else excluded.paused_at end
            returning not exists (select from before) as news
            """;

    private static final String PAUSE = """
            insert into pause (scope, name, origin, paused_by, reason, paused_at)
            values ($1, $2, 'OPERATOR', $3, $4, clock_timestamp()) on conflict do nothing
            """;

    private static final String RESUME = """
            with gone as (delete from pause where scope = $1 and name = $2 returning ends_at)
            select from gone where ends_at > clock_timestamp()
            """;

    private static final String STANDING = """
            select scope, name, paused_by, reason, paused_at, nullif(ends_at, 'infinity') as ends_at from pause
            where ends_at > clock_timestamp() order by paused_at, scope, name limit $1
            """;

    private final Transactions transactions;
    private final AuditRows audit;

    public PgPauses(Pool pool, Clock clock) {
        this.transactions = new Transactions(pool);
        this.audit = new AuditRows(clock);
    }

    @Override
    public boolean switchedOff(String model, Duration length, String reason) {
        return transactions
                .query("pause a model", SWITCHED_OFF, Tuple.of(model, reason, length.toMillis()))
                .iterator()
                .next()
                .getBoolean("news");
    }

    @Override
    public Effect pause(PauseTarget target, Order order) {
        return change("pause", PAUSE, target, order, Tuple.of(order.operator(), order.reason()));
    }

    @Override
    public Effect resume(PauseTarget target, Order order) {
        return change("resume", RESUME, target, order, Tuple.tuple());
    }

    private Effect change(String action, String sql, PauseTarget target, Order order, Tuple further) {
        Tuple parameters = Tuple.of(scope(target), target.name());
        for (int position = 0; position < further.size(); position++) {
            parameters.addValue(further.getValue(position));
        }
        return transactions.run(action, connection -> {
            PgTurns.lock(connection);
            int changed =
                    Transactions.query(action, connection, sql, parameters).rowCount();
            Effect effect = changed > 0 ? Effect.DONE : Effect.REPEATED;
            audit.add(connection, order, action, target.path(), effect);
            return effect;
        });
    }

    @Override
    public List<Pause> standing(int limit) {
        List<Pause> standing = new ArrayList<>();
        transactions.query("read pauses", STANDING, Tuple.of(limit)).forEach(row -> standing.add(pause(row)));
        return standing;
    }

    private static Pause pause(Row row) {
        return new Pause(
                target(row.getString("scope"), row.getString("name")),
                row.getString("paused_by"),
                row.getString("reason"),
                TaskRows.instant(row, "paused_at"),
                TaskRows.instant(row, "ends_at"));
    }

    private static String scope(PauseTarget target) {
        return switch (target) {
            case PauseTarget.All all -> "ALL";
            case PauseTarget.Model model -> "MODEL";
            case PauseTarget.Tenant tenant -> "TENANT";
        };
    }

    private static PauseTarget target(String scope, String name) {
        return switch (scope) {
            case "ALL" -> new PauseTarget.All();
            case "MODEL" -> new PauseTarget.Model(name);
            case "TENANT" -> new PauseTarget.Tenant(name);
            default -> throw new IllegalStateException("a pause has an unknown scope");
        };
    }
}
