-- Events that cannot be published: kept out of the way of those behind them, until somebody has looked.
create table outbox_set_aside (
    id           bigint      primary key,
    event_id     text        not null,
    event_type   text        not null,
    event_time   timestamptz not null,
    tenant_id    text,
    data         jsonb       not null,
    why          text        not null,
    set_aside_at timestamptz not null default clock_timestamp()
);

-- A restore that has begun: as long as its row is here, nothing is claimed.
create table restore (
    one      boolean     primary key default true check (one),
    begun_at timestamptz not null default clock_timestamp()
);
