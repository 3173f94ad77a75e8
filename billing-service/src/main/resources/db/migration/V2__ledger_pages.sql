-- Pages of a tenant's entries are read from the entries alone, so an entry says whose it is and of which model; both are its
-- booking's. What is already booked is completed here by its owner, once.
ALTER TABLE ledger.entry ADD COLUMN tenant text, ADD COLUMN model text;
ALTER TABLE ledger.entry DISABLE TRIGGER append_only;
UPDATE ledger.entry e SET tenant = b.tenant, model = b.model FROM ledger.booking b WHERE b.id = e.booking_id;
ALTER TABLE ledger.entry ENABLE TRIGGER append_only;
ALTER TABLE ledger.entry ALTER COLUMN tenant SET NOT NULL, ALTER COLUMN model SET NOT NULL;

-- Each gives the newest entries of a tenant's day in order, of all models and accounts, of one model, of one account.
CREATE INDEX entry_of_day ON ledger.entry (tenant, day, booking_id, line) INCLUDE (ledger_account);
CREATE INDEX entry_of_model ON ledger.entry (tenant, model, day, booking_id, line) INCLUDE (ledger_account);
CREATE INDEX entry_of_account ON ledger.entry (tenant, account, day, booking_id, line) INCLUDE (ledger_account);
-- No query reads bookings by tenant any more.
DROP INDEX ledger.booking_of_tenant;

CREATE OR REPLACE FUNCTION ledger.require_balance(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    total numeric;
    own boolean;
BEGIN
    SELECT sum(e.amount), bool_and((e.tenant, e.model) = (b.tenant, b.model)) INTO total, own
    FROM ledger.entry e JOIN ledger.booking b ON b.id = e.booking_id WHERE e.booking_id = checked;
    IF total IS NULL THEN
        RAISE EXCEPTION 'booking % has no entries', checked USING ERRCODE = 'check_violation';
    ELSIF total <> 0 THEN
        RAISE EXCEPTION 'booking % is out of balance by %', checked, total USING ERRCODE = 'check_violation';
    ELSIF NOT own THEN
        RAISE EXCEPTION 'booking % has an entry of another tenant or model', checked USING ERRCODE = 'check_violation';
    END IF;
END $$;
