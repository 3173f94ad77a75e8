package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.TenantSet;
import dev.kiln.dispatcher.task.Tenants;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;

/** The tenants in PostgreSQL. */
public final class PgTenants implements Tenants {

    private static final String SET = """
            insert into tenant (tenant_id, revision, weight, max_running, waits_for_budget) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id) do update set revision = excluded.revision, weight = excluded.weight,
                max_running = excluded.max_running, waits_for_budget = excluded.waits_for_budget
            where excluded.revision > tenant.revision
            """;

    private final Transactions transactions;

    public PgTenants(Pool pool) {
        this.transactions = new Transactions(pool);
    }

    @Override
    public void set(TenantSet tenant) {
        transactions.query(
                "set a tenant",
                SET,
                Tuple.of(tenant.tenantId(), tenant.revision(), tenant.weight())
                        .addInteger(tenant.maxRunning())
                        .addBoolean(tenant.waitsForBudget()));
    }
}
