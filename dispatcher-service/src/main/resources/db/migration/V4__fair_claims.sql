-- Whoever claims holds this one row, so that turns, caps and accounts are exact over all replicas. A claim takes milliseconds
-- and takes many tasks. turn is the virtual time of start-time fair queueing.
create table claim_turn (
    one  boolean primary key default true check (one),
    turn bigint not null default 0
);
insert into claim_turn default values;

-- When a tenant's next turn is, and within the tenant that of each lane.
create table share (
    tenant_id   text   primary key,
    turn        bigint not null,
    lane_turn   bigint not null,
    interactive bigint not null,
    standard    bigint not null,
    batch       bigint not null
) with (fillfactor = 50);

-- What was set of a tenant; one that is not here has weight 1 and no cap of its own.
create table tenant (
    tenant_id        text    primary key,
    revision         bigint  not null,
    weight           integer not null check (weight >= 1),
    max_running      integer check (max_running >= 1),
    waits_for_budget boolean not null
);

-- Each state is in the indexes of its own reader only: a step writes into few of them.
drop index task_due;
drop index task_queue;
drop index task_of_account;
create index task_waiting on task (tenant_id, lane, model, due_at) where state = 'QUEUED';
create index task_sweep on task (state, due_at) where state in ('SUBMITTING', 'IN_DOUBT');
create index task_at_kie on task (account, tenant_id) where state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT');

-- The slots that have been free longest come first, whatever account they are of.
create index slot_free on slot (free_at, number) where kind = 'CREATE';
