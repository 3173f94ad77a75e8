-- What is held for a tenant counts in the day and month in which it was submitted, which the days of ledger.entry, in UTC, do
-- not tell in another time zone. What open generations hold is kept beside the entries, in the same transaction.
CREATE TABLE working.open_hold (
    generation_id text PRIMARY KEY,
    tenant        text           NOT NULL,
    model         text           NOT NULL,
    submitted_at  timestamptz    NOT NULL,
    credits       numeric(14, 3) NOT NULL
);
CREATE INDEX open_hold_of_tenant ON working.open_hold (tenant, submitted_at);

-- Only days that still hold something are looked through.
INSERT INTO working.open_hold (generation_id, tenant, model, submitted_at, credits)
SELECT open.generation_id, open.tenant, open.model, coalesce(
        (SELECT cast(a.data AS json) #>> '{submission,submittedAt}'
         FROM ledger.entry e JOIN ledger.booking b ON b.id = e.booking_id JOIN ledger.applied_event a USING (event_id)
         WHERE e.generation_id = open.generation_id AND e.ledger_account = 'holds' AND e.amount > 0
         ORDER BY b.sequence DESC LIMIT 1)::timestamptz,
        open.day::timestamp AT TIME ZONE 'UTC'), open.credits
FROM (
    SELECT e.generation_id, e.tenant, e.model, max(e.day) AS day, sum(e.amount) AS credits
    FROM ledger.entry e
    WHERE e.ledger_account = 'holds'
        AND (e.tenant, e.day) IN (SELECT tenant, day FROM working.daily_usage WHERE held <> 0)
    GROUP BY e.generation_id, e.tenant, e.model HAVING sum(e.amount) > 0) AS open;
