-- The breaker: how many creates of the account ended in doubt since the last clear answer, and until when one of them probes.
alter table account add column doubts_in_a_row integer not null default 0 check (doubts_in_a_row >= 0);
alter table account add column probing_until timestamptz not null default '-infinity';

-- Counted for the cap on an account's running tasks.
create index task_of_account on task (account) where state in ('SUBMITTING', 'RUNNING', 'IN_DOUBT');
