-- What was booked since a reading is asked for each account twice a minute. The ranges of a BRIN index that no vacuum has summed
-- up yet are read whole, and those are the very newest; rows come in order of time, so a B-tree costs next to nothing more.
-- The index before, booking_in_time, goes one release later.
CREATE INDEX booking_since ON ledger.booking (booked_at);

-- Rows come and go here by the hundred a second: they are cleaned up before they pile up.
ALTER TABLE working.outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
