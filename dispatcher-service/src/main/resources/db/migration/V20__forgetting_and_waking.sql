-- What is too old to be told apart is found by its age. Not only what holds nothing: a hold that falls would then write into
-- every index of its row.
create index spending_of_age on spending (claimed_at);

-- The resets that tasks may wait for although the tenant's budgets were set anew since: what waits for one of them is woken, some
-- at a time. Null where nothing is.
alter table budgets add column waking timestamptz[];
create index budgets_waking on budgets (tenant_id) where waking is not null;
