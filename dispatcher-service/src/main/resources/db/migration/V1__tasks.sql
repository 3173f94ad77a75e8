-- A generation's task. due_at is when the state's next step is due: the next attempt, the sweep, the poll, the parking.
create table task (
    generation_id    text primary key,
    tenant_id        text           not null,
    fingerprint      text           not null,
    model            text           not null,
    reference        text,
    metadata         jsonb          not null,
    catalog_revision text           not null,
    family           text,
    upstream_model   text,
    input            json,
    quote            numeric(14, 3) check (quote >= 0),
    hold             numeric(14, 3) check (hold >= quote),
    lane             text           not null,
    accepted_at      timestamptz    not null,
    expires_at       timestamptz    not null,
    cancel_requested boolean        not null default false,
    state            text           not null
        check (state in ('QUEUED', 'SUBMITTING', 'RUNNING', 'IN_DOUBT', 'PARKED', 'SUCCEEDED', 'FAILED', 'CANCELED')),
    version          bigint         not null check (version >= 0),
    due_at           timestamptz,
    attempt          integer        not null default 0 check (attempt >= 0),
    account          text,
    task_id          text,
    submitted_at     timestamptz,
    cause_reason     text,
    cause_detail     text,
    completion       jsonb,
    constraint sent_states_have_a_submission
        check (state in ('QUEUED', 'SUCCEEDED', 'FAILED', 'CANCELED') or (attempt > 0 and account is not null and submitted_at is not null)),
    constraint running_has_a_task_id check (state <> 'RUNNING' or task_id is not null),
    constraint the_input_goes_when_it_ends
        check ((state in ('SUCCEEDED', 'FAILED', 'CANCELED')) = (completion is not null) and (completion is null or input is null))
) with (fillfactor = 70);

create index task_due on task (state, due_at) where due_at is not null;
create index task_poll on task (due_at) where state in ('RUNNING', 'PARKED');
create index task_queue on task (due_at) where state = 'QUEUED';
create index task_expiry on task (expires_at) where state = 'QUEUED';

-- How far each partition has been read, moved in the transaction that stores what was read.
create table inbox_offset (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic, partition)
);

-- Kie's limits as rows: a create or a poll needs a row that is free, so no number of replicas can exceed them.
create table account (
    name         text primary key,
    paused_until timestamptz not null default '-infinity'
);

create table slot (
    account text        not null references account (name),
    kind    text        not null check (kind in ('CREATE', 'POLL')),
    number  integer     not null,
    free_at timestamptz not null default '-infinity',
    holder  text,
    primary key (account, kind, number)
) with (fillfactor = 50);

-- Events that are committed and not yet known to Kafka.
create table outbox (
    id         bigint generated always as identity primary key,
    event_id   text        not null,
    event_type text        not null,
    event_time timestamptz not null,
    tenant_id  text,
    data       jsonb       not null
);
