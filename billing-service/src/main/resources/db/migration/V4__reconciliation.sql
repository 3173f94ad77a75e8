-- What is bought from Kie, and what went without anybody knowing for what, belongs to an account and to no generation.
ALTER TABLE ledger.booking
    ALTER COLUMN generation_id DROP NOT NULL,
    ALTER COLUMN sequence DROP NOT NULL,
    ALTER COLUMN tenant DROP NOT NULL,
    ALTER COLUMN model DROP NOT NULL,
    ALTER COLUMN catalog_revision DROP NOT NULL,
    ADD CHECK (num_nulls(generation_id, sequence, tenant, model, catalog_revision) IN (0, 5));
ALTER TABLE ledger.entry
    DROP CONSTRAINT entry_ledger_account_check,
    DROP CONSTRAINT entry_check,
    ALTER COLUMN generation_id DROP NOT NULL,
    ALTER COLUMN attempt DROP NOT NULL,
    ALTER COLUMN tenant DROP NOT NULL,
    ALTER COLUMN model DROP NOT NULL,
    ADD CHECK (ledger_account IN ('spend', 'loss', 'prepaid', 'holds', 'holds-contra', 'bought', 'unexplained')),
    ADD CHECK (num_nulls(generation_id, attempt, tenant, model) IN (0, 4)),
    ADD CHECK ((generation_id IS NULL) = (ledger_account IN ('bought', 'unexplained')) OR ledger_account = 'prepaid'),
    ADD CHECK (task_id IS NOT NULL OR generation_id IS NULL OR ledger_account NOT IN ('spend', 'loss', 'prepaid'));

CREATE OR REPLACE FUNCTION ledger.require_balance(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    total numeric;
    own boolean;
BEGIN
    SELECT sum(e.amount), bool_and((e.tenant, e.model) IS NOT DISTINCT FROM (b.tenant, b.model)) INTO total, own
    FROM ledger.entry e JOIN ledger.booking b ON b.id = e.booking_id WHERE e.booking_id = checked;
    IF total IS NULL THEN
        RAISE EXCEPTION 'booking % has no entries', checked USING ERRCODE = 'check_violation';
    ELSIF total <> 0 THEN
        RAISE EXCEPTION 'booking % is out of balance by %', checked, total USING ERRCODE = 'check_violation';
    ELSIF NOT own THEN
        RAISE EXCEPTION 'booking % has an entry of another tenant or model', checked USING ERRCODE = 'check_violation';
    END IF;
END $$;

-- What was booked of late, and what of an account in some time: next to nothing to keep, since time only goes on.
CREATE INDEX booking_in_time ON ledger.booking USING brin (booked_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX applied_in_time ON ledger.applied_event USING brin (applied_at)
    WITH (pages_per_range = 16, autosummarize = on);

-- Sums over ledger.entry by Kie account, kept in the same transaction, and what is known of the account besides.
CREATE TABLE working.kie_account (
    account     text PRIMARY KEY,
    bought      numeric(20, 3) NOT NULL DEFAULT 0,
    charged     numeric(20, 3) NOT NULL DEFAULT 0,
    lost        numeric(20, 3) NOT NULL DEFAULT 0,
    unexplained numeric(20, 3) NOT NULL DEFAULT 0,
    held        numeric(20, 3) NOT NULL DEFAULT 0,
    read_at     timestamptz,
    changed_at  timestamptz,
    stopped_by  text
);
INSERT INTO working.kie_account (account, charged, held)
SELECT account, coalesce(sum(amount) FILTER (WHERE ledger_account = 'spend'), 0),
       coalesce(sum(amount) FILTER (WHERE ledger_account = 'holds'), 0)
FROM ledger.entry GROUP BY account;

-- Kie's balance as it was read, and beside it the ledger's sums as they were when the reading was applied.
CREATE TABLE ledger.balance_reading (
    event_id    text PRIMARY KEY REFERENCES ledger.applied_event,
    account     text           NOT NULL,
    read_at     timestamptz    NOT NULL,
    balance     numeric(14, 3) NOT NULL,
    bought      numeric(20, 3) NOT NULL,
    charged     numeric(20, 3) NOT NULL,
    lost        numeric(20, 3) NOT NULL,
    unexplained numeric(20, 3) NOT NULL,
    held        numeric(20, 3) NOT NULL,
    since       numeric(20, 3) NOT NULL,
    UNIQUE (account, read_at)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.balance_reading
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
