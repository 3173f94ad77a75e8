-- What remains of a task that ended long ago: enough to tell a repeated request from a new one, and from a conflicting one.
create table ended_generation (
    generation_id text primary key,
    tenant_id     text not null,
    fingerprint   text not null
);

alter table task add column ended_at timestamptz;
update task set ended_at = clock_timestamp() where completion is not null;
alter table task add constraint ended_when_it_ended check ((ended_at is not null) = (completion is not null));
create index task_ended on task (ended_at) where ended_at is not null;

-- Rows come and go here by the hundred a second: they are cleaned up before they pile up.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table slot set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table task set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
