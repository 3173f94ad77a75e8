-- The view is rebuilt from the topics: drop the schema and set the group's offsets back.
CREATE TABLE view.generation (
    generation_id  text PRIMARY KEY,
    tenant_id      text NOT NULL,
    sequence       bigint NOT NULL,
    status         text NOT NULL,
    attempt        integer,
    model          text NOT NULL,
    reference      text,
    metadata       text NOT NULL,
    quote          numeric(14, 3),
    hold           numeric(14, 3),
    charge         numeric(14, 3),
    charge_basis   text,
    assets         text,
    failure        text,
    faults         text,
    accepted_at    timestamptz,
    submitted_at   timestamptz,
    completed_at   timestamptz
);

COMMENT ON COLUMN view.generation.sequence IS 'of the event that the row shows; 0 for the request';
COMMENT ON COLUMN view.generation.metadata IS 'JSON, as assets, failure and faults; as text, since jsonb holds no NUL';

CREATE TABLE view.next_offset (
    topic       text NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);

COMMENT ON TABLE view.next_offset IS 'How far the topics are in the view, committed with what was read';
