-- A charge above what was held for it is booked like any other, and can be found.
ALTER TABLE ledger.booking ADD COLUMN above_hold boolean NOT NULL DEFAULT false;

-- A generation has one task as a rule. Where an event names another one, which took credits too, both are remembered.
ALTER TABLE working.generation
    ADD COLUMN ended_task_id text,
    ADD COLUMN has_other_tasks boolean NOT NULL DEFAULT false;
UPDATE working.generation SET ended_task_id = announced_task_id WHERE counted_day IS NOT NULL;
CREATE TABLE working.other_task (
    generation_id text           NOT NULL,
    task_id       text           NOT NULL,
    sequence      bigint         NOT NULL,
    account       text           NOT NULL,
    attempt       integer        NOT NULL,
    day           date           NOT NULL,
    credits       numeric(14, 3) NOT NULL,
    PRIMARY KEY (generation_id, task_id)
);

-- Balance is asked of each statement that adds entries, once for all its rows, and no longer of each row at the commit:
-- what is added to a booking sums to zero by itself, so every booking does. A booking comes with its entries, in one
-- statement. The checks look rows up one by one, however large the tables have become since they were planned.
DROP TRIGGER balanced ON ledger.booking;
DROP TRIGGER balanced ON ledger.entry;
DROP FUNCTION ledger.check_booking();
DROP FUNCTION ledger.check_entry();
DROP FUNCTION ledger.require_balance(bigint);

CREATE FUNCTION ledger.require_entries() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
    wrong bigint;
BEGIN
    SELECT b.id INTO wrong FROM added b
    WHERE NOT EXISTS (SELECT FROM ledger.entry e WHERE e.booking_id = b.id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'booking % has no entries', wrong USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger.require_balance() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
DECLARE
    wrong bigint;
    total numeric;
BEGIN
    SELECT booking_id, sum(amount) INTO wrong, total FROM added GROUP BY booking_id HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'booking % is out of balance by %', wrong, total USING ERRCODE = 'check_violation';
    END IF;
    SELECT e.booking_id INTO wrong FROM added e JOIN ledger.booking b ON b.id = e.booking_id
    WHERE (e.tenant, e.model, e.generation_id) IS DISTINCT FROM (b.tenant, b.model, b.generation_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'booking % has an entry of another tenant, model or generation', wrong
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER has_entries AFTER INSERT ON ledger.booking
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_entries();
CREATE TRIGGER balanced AFTER INSERT ON ledger.entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.require_balance();

-- Whoever was given rights on the ledger's tables, as the service's role is by default privileges, keeps no more than to
-- read and to add. The owner keeps its own; the triggers refuse it changes all the same. A migration that adds a table to
-- the ledger does this again.
DO $$
DECLARE
    held record;
BEGIN
    FOR held IN
        SELECT DISTINCT g.grantee, g.table_name, g.privilege_type
        FROM information_schema.role_table_grants g JOIN pg_tables t
            ON t.schemaname = g.table_schema AND t.tablename = g.table_name
        WHERE g.table_schema = 'ledger' AND g.grantee NOT IN (t.tableowner, 'PUBLIC')
          AND g.privilege_type NOT IN ('SELECT', 'INSERT')
    LOOP
        EXECUTE format('REVOKE %s ON ledger.%I FROM %I', held.privilege_type, held.table_name, held.grantee);
    END LOOP;
END $$;
