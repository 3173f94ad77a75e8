-- ledger: append-only, the truth. working: what the service keeps beside it and may change.
-- A service role that does not own these schemas needs USAGE on both and on their sequences, INSERT and SELECT on ledger's
-- tables, and SELECT, INSERT, UPDATE and DELETE on working's.
CREATE SCHEMA ledger;
CREATE SCHEMA working;

CREATE TABLE ledger.applied_event (
    event_id      text PRIMARY KEY,
    source        text        NOT NULL,
    type          text        NOT NULL,
    generation_id text        NOT NULL,
    sequence      bigint      NOT NULL,
    result        text        NOT NULL CHECK (result IN ('booked', 'stale')),
    occurred_at   timestamptz NOT NULL,
    applied_at    timestamptz NOT NULL
);

-- A task is charged to one generation only.
CREATE TABLE ledger.task (
    task_id       text PRIMARY KEY,
    generation_id text NOT NULL,
    account       text NOT NULL,
    UNIQUE (task_id, generation_id)
);

CREATE SEQUENCE ledger.booking_id INCREMENT BY 50;

CREATE TABLE ledger.booking (
    id               bigint PRIMARY KEY,
    event_id         text        NOT NULL UNIQUE REFERENCES ledger.applied_event,
    generation_id    text        NOT NULL,
    sequence         bigint      NOT NULL,
    tenant           text        NOT NULL,
    model            text        NOT NULL,
    basis            text CHECK (basis IN ('reported', 'confirmed', 'computed', 'assumed')),
    catalog_revision text        NOT NULL,
    occurred_at      timestamptz NOT NULL,
    booked_at        timestamptz NOT NULL
);
CREATE INDEX booking_of_tenant ON ledger.booking (tenant, id);

CREATE TABLE ledger.entry (
    booking_id     bigint         NOT NULL REFERENCES ledger.booking,
    line           smallint       NOT NULL,
    ledger_account text           NOT NULL CHECK (ledger_account IN ('spend', 'prepaid', 'holds', 'holds-contra')),
    generation_id  text           NOT NULL,
    account        text           NOT NULL,
    attempt        integer        NOT NULL CHECK (attempt >= 1),
    task_id        text,
    day            date           NOT NULL,
    amount         numeric(14, 3) NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (booking_id, line),
    FOREIGN KEY (task_id, generation_id) REFERENCES ledger.task (task_id, generation_id),
    CHECK (task_id IS NOT NULL OR ledger_account NOT IN ('spend', 'prepaid'))
);
CREATE INDEX entry_of_generation ON ledger.entry (generation_id);

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger.% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.applied_event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.task
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.booking
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE FUNCTION ledger.require_balance(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    total numeric;
BEGIN
    SELECT sum(amount) INTO total FROM ledger.entry WHERE booking_id = checked;
    IF total IS NULL THEN
        RAISE EXCEPTION 'booking % has no entries', checked USING ERRCODE = 'check_violation';
    ELSIF total <> 0 THEN
        RAISE EXCEPTION 'booking % is out of balance by %', checked, total USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION ledger.check_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ledger.require_balance(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION ledger.check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM ledger.require_balance(NEW.booking_id);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.booking
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.check_booking();
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger.entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.check_entry();

-- The row that is locked while a generation's events are applied.
CREATE TABLE working.generation (
    generation_id          text PRIMARY KEY,
    tenant                 text   NOT NULL,
    model                  text   NOT NULL,
    sequence               bigint NOT NULL,
    counted_day            date,
    counted_account        text,
    announced_event_id     text,
    announced_credits      numeric(14, 3),
    announced_attempt      integer,
    announced_account      text,
    announced_task_id      text,
    announced_submitted_at timestamptz
);

-- Sums over ledger.entry (spend and holds) and working.generation, kept in the same transaction as they are.
CREATE TABLE working.daily_usage (
    tenant      text           NOT NULL,
    day         date           NOT NULL,
    model       text           NOT NULL,
    account     text           NOT NULL,
    credits     numeric(20, 3) NOT NULL,
    held        numeric(20, 3) NOT NULL,
    generations bigint         NOT NULL,
    PRIMARY KEY (tenant, day, model, account)
);

CREATE TABLE working.consumed (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);

CREATE SEQUENCE working.outbox_id INCREMENT BY 50;

CREATE TABLE working.outbox (
    id           bigint PRIMARY KEY,
    event_id     text        NOT NULL UNIQUE,
    topic        text        NOT NULL,
    record_key   text        NOT NULL,
    headers      text        NOT NULL,
    payload      bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);
