-- A stopped account is not claimed with: by Kie's word until a check shows it well, by an operator's until an operator resumes it.
alter table account
    add column stopped_at       timestamptz,
    add column stopped_by       text check (stopped_by in ('KIE', 'OPERATOR')),
    add column stop_reason      text,
    add column stop_detail      text,
    add column stop_needs       numeric(14, 3),
    add column check_at         timestamptz,
    add column checks           integer     not null default 0,
    add column resumed_at       timestamptz not null default '-infinity',
    add column backed_off_until timestamptz not null default '-infinity',
    add column back_offs        integer     not null default 0,
    add column announced        bigint      not null default 0,
    add constraint a_stop_says_who_and_why check (
        (stopped_at is null) = (stopped_by is null) and (stopped_at is null) = (stop_reason is null));

-- What is not claimed for now. Kie's pause of a model and an operator's stand side by side; name is '' for ALL.
create table pause (
    scope     text        not null check (scope in ('ALL', 'MODEL', 'TENANT')),
    name      text        not null check ((scope = 'ALL') = (name = '')),
    origin    text        not null check (origin in ('KIE', 'OPERATOR')),
    paused_by text        not null,
    reason    text        not null,
    paused_at timestamptz not null,
    ends_at   timestamptz not null default 'infinity',
    primary key (scope, name, origin)
);

-- What operators did, and what they were refused. Rows are added and never changed.
create table audit (
    id       bigint generated always as identity primary key,
    at       timestamptz not null,
    operator text        not null,
    action   text        not null,
    target   text        not null,
    reason   text        not null,
    outcome  text        not null,
    detail   text
);

create function audit_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only ever added to';
end $$;

create trigger audit_is_kept before update or delete or truncate on audit
    for each statement execute function audit_is_kept();

create index task_parked on task (submitted_at, generation_id) where state = 'PARKED';
create index task_of_kie on task (task_id) where task_id is not null;
