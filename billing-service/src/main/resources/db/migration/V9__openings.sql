-- What was taken before an account's first balance was read, and is booked later, belongs to what there was before it.
-- It is kept beside what was bought by now, since it is known together with the charges and not by itself.
ALTER TABLE working.kie_account
    ADD COLUMN taken_before numeric(20, 3) NOT NULL DEFAULT 0,
    ADD COLUMN opened_at timestamptz,
    ADD COLUMN opened_by text;
ALTER TABLE ledger.balance_reading ADD COLUMN taken_before numeric(20, 3) NOT NULL DEFAULT 0;
UPDATE working.kie_account a SET opened_at = first.read_at, opened_by = first.event_id
FROM (SELECT DISTINCT ON (account) account, read_at, event_id FROM ledger.balance_reading
      ORDER BY account, read_at) AS first
WHERE first.account = a.account;
