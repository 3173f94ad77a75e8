-- What Kie last said that an account has, and what was held with it since: held_ever grows with every claim, and
-- balance_held is what it was when Kie was asked.
alter table account
    add column held_ever       numeric     not null default 0,
    add column balance         numeric,
    add column balance_read_at timestamptz,
    add column balance_held    numeric     not null default 0,
    add column balance_due_at  timestamptz not null default '-infinity',
    add constraint a_balance_was_read check ((balance is null) = (balance_read_at is null));

-- Of each account, the slots that have been free longest come first: an account that is short keeps none from another.
drop index slot_free;
create index slot_free on slot (account, free_at, number) where kind = 'CREATE';
