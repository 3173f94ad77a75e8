-- The tenants whose budgets billing has set, once. Whatever changes what is counted of a tenant locks its row here first,
-- those of several tenants in their order; a claim and a step lock their tasks before.
create table budgets (
    tenant_id text   primary key,
    revision  bigint not null,
    time_zone text   not null
);

-- The hard limits; to warn is billing's part. model is '' for all models together. held and spent are of one window: what
-- was claimed from starts_at on. A window is begun by whoever comes first after resets_at.
create table budget (
    tenant_id text        not null references budgets (tenant_id),
    model     text        not null,
    period    text        not null check (period in ('DAY', 'MONTH', 'TOTAL')),
    credits   numeric     not null check (credits >= 0),
    starts_at timestamptz not null,
    resets_at timestamptz not null check (resets_at > starts_at),
    held      numeric     not null check (held >= 0),
    spent     numeric     not null check (spent >= 0),
    primary key (tenant_id, model, period)
) with (fillfactor = 50);

-- Of tenants with hard limits alone: what a generation holds, and what it was charged by the completion with that sequence.
create table spending (
    generation_id text           primary key,
    tenant_id     text           not null,
    model         text           not null,
    claimed_at    timestamptz    not null,
    held          numeric(14, 3) not null check (held >= 0),
    spent         numeric(14, 3) not null check (spent >= 0),
    sequence      bigint         not null
) with (fillfactor = 70);
create index spending_of_tenant on spending (tenant_id, claimed_at);

-- The sum of what is too old to be told apart; it counts in totals.
create table spending_forgotten (
    tenant_id text    not null,
    model     text    not null,
    spent     numeric not null,
    primary key (tenant_id, model)
);
