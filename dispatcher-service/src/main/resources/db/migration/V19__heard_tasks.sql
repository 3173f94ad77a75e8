-- Tasks besides a generation's own that callbacks have named on an attempt's address; it ends with the generation's row.
create table heard_task (
    generation_id text        not null references task on delete cascade,
    attempt       int         not null check (attempt > 0),
    task_id       text        not null,
    heard_at      timestamptz not null,
    primary key (generation_id, attempt, task_id)
);
