package dev.kiln.dispatcher.task.adapter;

import dev.kiln.contract.BudgetsSet;
import dev.kiln.dispatcher.budget.Budgets;
import dev.kiln.dispatcher.budget.Charged;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The budgets in PostgreSQL. */
public final class PgBudgets implements Budgets {

    /** Longer than a month and than any correction comes late. */
    private static final Duration TOLD_APART = Duration.ofDays(63);

    private static final String KNOWN = "select tenant_id from budgets where tenant_id = any($1)";

    /** What is still told apart as a task is added to the sums when that goes, unless it is told apart here. */
    static final String FORGET = """
            with gone as (
                delete from spending where generation_id in (
                    select generation_id from spending s where claimed_at < $1 and held = 0
                        and not exists (select from task t where t.generation_id = s.generation_id)
                    order by claimed_at limit $2 for update skip locked)
                returning tenant_id, model, spent)
            insert into spending_forgotten (tenant_id, model, spent)
            select tenant_id, model, sum(spent) from gone group by tenant_id, model order by tenant_id, model
            on conflict (tenant_id, model) do update set spent = spending_forgotten.spent + excluded.spent
            returning (select count(*) from gone)::integer
            """;

    private final Transactions transactions;
    private final PgBudgetSetting setting;
    private final PgOverBudget overBudget;
    private final PgWakes wakes;
    private final Clock clock;

    public PgBudgets(Pool pool, Clock clock) {
        this(pool, clock, PgBudgetSetting.READ_AT_A_TIME);
    }

    /** @param readAtATime of the tasks that were charged before a tenant's first limit */
    PgBudgets(Pool pool, Clock clock, int readAtATime) {
        this.transactions = new Transactions(pool);
        this.setting = new PgBudgetSetting(transactions, clock, readAtATime);
        this.overBudget = new PgOverBudget(transactions, clock);
        this.wakes = new PgWakes(transactions, clock);
        this.clock = clock;
    }

    @Override
    public void set(BudgetsSet budgets) {
        setting.set(budgets);
    }

    @Override
    public void recount() {
        setting.recount();
    }

    @Override
    public void charge(List<Charged> charges) {
        List<Charged> counted = ofTenantsWithBudgets(charges);
        if (!counted.isEmpty()) {
            transactions.run("turn holds into spent", connection -> {
                PgSpending.charge(connection, counted, clock.instant());
                return counted;
            });
        }
    }

    /** Charges of other tenants cost this one look. */
    private List<Charged> ofTenantsWithBudgets(List<Charged> charges) {
        String[] tenants = charges.stream().map(Charged::tenantId).distinct().toArray(String[]::new);
        Set<String> known = new HashSet<>();
        transactions
                .query("look for budgets", KNOWN, Tuple.tuple().addArrayOfString(tenants))
                .forEach(row -> known.add(row.getString(0)));
        return charges.stream()
                .filter(charge -> known.contains(charge.tenantId()))
                .toList();
    }

    @Override
    public Sweep sweep(int most) {
        return overBudget.sweep(most);
    }

    @Override
    public int wake(int most) {
        return wakes.wake(most);
    }

    @Override
    public int forget(int most) {
        Instant before = clock.instant().minus(TOLD_APART);
        var rows = transactions.query("forget charges", FORGET, Tuple.of(TaskRows.utc(before), most));
        return rows.size() == 0 ? 0 : rows.iterator().next().getInteger(0);
    }
}
