-- Lists are newest first. Where the request itself has not come, the earliest that is known stands for it.
ALTER TABLE view.generation ADD COLUMN listed_at timestamptz NOT NULL GENERATED ALWAYS AS (
    COALESCE(accepted_at, submitted_at, completed_at, TIMESTAMPTZ '1970-01-01 00:00:00+00')) STORED;

CREATE INDEX generation_by_time ON view.generation (tenant_id, listed_at DESC, generation_id DESC);
CREATE INDEX generation_by_status ON view.generation (tenant_id, status, listed_at DESC, generation_id DESC);
CREATE INDEX generation_by_model ON view.generation (tenant_id, model, listed_at DESC, generation_id DESC);
CREATE INDEX generation_by_reference ON view.generation (tenant_id, reference, listed_at DESC, generation_id DESC)
    WHERE reference IS NOT NULL;
