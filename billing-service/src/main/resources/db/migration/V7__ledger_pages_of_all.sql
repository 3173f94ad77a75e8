-- Operators read the entries of all tenants, page by page: of all models, or of one. Both grow at their ends.
CREATE INDEX entry_of_all ON ledger.entry (day, booking_id, line) INCLUDE (ledger_account);
CREATE INDEX entry_of_all_of_model ON ledger.entry (model, day, booking_id, line) INCLUDE (ledger_account);
