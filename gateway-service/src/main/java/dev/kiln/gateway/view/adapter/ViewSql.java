package dev.kiln.gateway.view.adapter;

/** The view's statements. Each takes any number of rows as one JSON array, so that its text never varies. */
final class ViewSql {

    /** A lower or equal sequence changes nothing but the time of the request, where that was not known. */
    static final String UPSERT_GENERATIONS = """
            INSERT INTO view.generation AS known (
                generation_id, tenant_id, sequence, status, attempt, model, reference, metadata, quote, hold,
                charge, charge_basis, assets, failure, faults, accepted_at, submitted_at, completed_at)
            SELECT
                generation_id, tenant_id, sequence, status, attempt, model, reference, metadata, quote, hold,
                charge, charge_basis, assets, failure, faults, accepted_at, submitted_at, completed_at
            FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS told (
                generation_id text, tenant_id text, sequence bigint, status text, attempt integer, model text,
                reference text, metadata text, quote numeric, hold numeric, charge numeric, charge_basis text,
                assets text, failure text, faults text, accepted_at timestamptz, submitted_at timestamptz,
                completed_at timestamptz)
            ORDER BY generation_id
            ON CONFLICT (generation_id) DO UPDATE SET
                sequence = excluded.sequence,
                status = excluded.status,
                attempt = excluded.attempt,
                model = excluded.model,
                reference = excluded.reference,
                metadata = excluded.metadata,
                quote = COALESCE(excluded.quote, known.quote),
                hold = COALESCE(excluded.hold, known.hold),
                charge = excluded.charge,
                charge_basis = excluded.charge_basis,
                assets = excluded.assets,
                failure = excluded.failure,
                faults = excluded.faults,
                accepted_at = COALESCE(known.accepted_at, excluded.accepted_at),
                submitted_at = excluded.submitted_at,
                completed_at = excluded.completed_at
            WHERE excluded.sequence > known.sequence AND excluded.tenant_id = known.tenant_id
            """;

    /** For requests that come after what became of them. */
    static final String FILL_ACCEPTED_AT = """
            UPDATE view.generation AS known
            SET accepted_at = told.accepted_at
            FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS told (
                generation_id text, tenant_id text, accepted_at timestamptz)
            WHERE known.generation_id = told.generation_id
                AND known.tenant_id = told.tenant_id
                AND known.accepted_at IS NULL
                AND told.accepted_at IS NOT NULL
            """;

    /** After the upsert: whose generation is already another tenant's. */
    static final String COUNT_REFUSED = """
            SELECT count(*)
            FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS told (generation_id text, tenant_id text)
            JOIN view.generation AS known USING (generation_id)
            WHERE known.tenant_id <> told.tenant_id
            """;

    static final String UPSERT_OFFSETS = """
            INSERT INTO view.next_offset AS known (topic, partition, next_offset)
            SELECT topic, partition, next_offset
            FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS told (
                topic text, partition integer, next_offset bigint)
            ORDER BY topic, partition
            ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
            WHERE excluded.next_offset > known.next_offset
            """;

    static final String READ_OFFSETS = "SELECT partition, next_offset FROM view.next_offset WHERE topic = :topic";

    private ViewSql() {}
}
