-- Cancellations that came before their requests.
create table early_cancellation (
    generation_id text        not null,
    tenant_id     text        not null,
    remembered_at timestamptz not null,
    primary key (generation_id, tenant_id)
);
create index early_cancellation_age on early_cancellation (remembered_at);
