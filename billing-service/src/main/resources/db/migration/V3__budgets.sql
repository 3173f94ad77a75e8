-- The journal: each applied input is kept whole and in its order, so that the ledger can be built again from it. An input
-- that an operator gave says who gave it. What an earlier version applied has no number and no data: the topics have it.
ALTER TABLE ledger.applied_event
    ADD COLUMN number   bigint,
    ADD COLUMN tenant   text,
    ADD COLUMN data     text,
    ADD COLUMN operator text,
    ALTER COLUMN generation_id DROP NOT NULL,
    ALTER COLUMN sequence DROP NOT NULL,
    DROP CONSTRAINT applied_event_result_check,
    ADD CHECK (result IN ('booked', 'stale', 'noted'));

-- A booking has its input's number. One value of the sequence stands for a thousand numbers, taken by one batch.
CREATE SEQUENCE ledger.number INCREMENT BY 1000;
SELECT setval('ledger.number', (SELECT coalesce(max(id), 0) / 1000 * 1000 + 1001 FROM ledger.booking));
DROP SEQUENCE ledger.booking_id;

ALTER TABLE working.generation ADD COLUMN announced_charged_at timestamptz;
UPDATE working.generation
SET announced_charged_at = coalesce(counted_day::timestamp AT TIME ZONE 'UTC', announced_submitted_at)
WHERE announced_event_id IS NOT NULL;

-- The newest of what was set; ledger.applied_event has all that ever was, and by whom.
CREATE TABLE working.budgets (
    tenant    text PRIMARY KEY,
    revision  bigint      NOT NULL CHECK (revision >= 1),
    time_zone text        NOT NULL,
    budgets   text        NOT NULL,
    set_by    text        NOT NULL,
    set_at    timestamptz NOT NULL
);

-- What was said on billing.charges, by day, month and in all, in the time zone of the tenant's budgets, UTC without any.
-- The empty model is the sum over all models: one row to lock and to compare with a budget for all of them.
CREATE TABLE working.spend (
    tenant text           NOT NULL,
    model  text           NOT NULL,
    period text           NOT NULL CHECK (period IN ('day', 'month', 'total')),
    starts date           NOT NULL,
    spent  numeric(20, 3) NOT NULL,
    PRIMARY KEY (tenant, period, starts, model)
);
INSERT INTO working.spend (tenant, model, period, starts, spent)
SELECT g.tenant, m.model, p.period, p.starts, sum(g.announced_credits)
FROM working.generation g
CROSS JOIN LATERAL (VALUES (g.model), ('')) AS m (model)
CROSS JOIN LATERAL (VALUES
    ('day', (g.announced_charged_at AT TIME ZONE 'UTC')::date),
    ('month', date_trunc('month', g.announced_charged_at AT TIME ZONE 'UTC')::date),
    ('total', date '1970-01-01')) AS p (period, starts)
WHERE g.announced_charged_at IS NOT NULL
GROUP BY g.tenant, m.model, p.period, p.starts;

CREATE TABLE working.threshold_reached (
    event_id   text PRIMARY KEY,
    reached_at timestamptz NOT NULL
);
