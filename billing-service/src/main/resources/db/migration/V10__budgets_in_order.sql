-- The newest record of a tenant is what a compacted topic keeps, so one is sent only when those before it have been.
CREATE INDEX outbox_budgets ON working.outbox (record_key, id) WHERE topic LIKE '%billing.budgets';
