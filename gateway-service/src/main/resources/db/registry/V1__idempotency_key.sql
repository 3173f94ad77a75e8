-- Nothing else knows what is in this schema: back it up.
CREATE TABLE registry.idempotency_key (
    tenant_id      text NOT NULL,
    key            text NOT NULL,
    generation_id  text NOT NULL UNIQUE,
    fingerprint    text NOT NULL,
    receipt        text NOT NULL,
    claims         integer NOT NULL,
    leased_until   timestamptz NOT NULL,
    published      boolean NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key)
);

CREATE INDEX idempotency_key_by_age ON registry.idempotency_key (created_at);

COMMENT ON COLUMN registry.idempotency_key.generation_id IS 'follows from tenant and key';
COMMENT ON COLUMN registry.idempotency_key.fingerprint IS 'of the client''s body';
COMMENT ON COLUMN registry.idempotency_key.receipt IS 'JSON: what the answer says, without the input';
COMMENT ON COLUMN registry.idempotency_key.claims IS 'how often somebody set out to publish it';
COMMENT ON COLUMN registry.idempotency_key.published IS 'true when Kafka has it; false where that is not known';
