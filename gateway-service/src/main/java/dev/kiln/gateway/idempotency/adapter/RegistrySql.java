package dev.kiln.gateway.idempotency.adapter;

/** The registry's statements. Each is a transaction of its own, and all times are the database's. */
final class RegistrySql {

    /** Gives a row where the lease is the caller's: the key is new, or its lease ended without a known outcome. */
    static final String CLAIM = """
            INSERT INTO registry.idempotency_key AS known (
                tenant_id, key, generation_id, fingerprint, receipt, claims, leased_until, published, created_at)
            VALUES (
                $1, $2, $3, $4, $5, 1, clock_timestamp() + interval '10 seconds', false, clock_timestamp())
            ON CONFLICT (tenant_id, key) DO UPDATE SET
                claims = known.claims + 1,
                leased_until = excluded.leased_until
            WHERE NOT known.published
                AND known.fingerprint = excluded.fingerprint
                AND known.leased_until <= clock_timestamp()
            RETURNING receipt, claims, leased_until
            """;

    static final String FIND = """
            SELECT fingerprint, receipt, created_at, leased_until, published,
                CAST(1000 * EXTRACT(epoch FROM leased_until - clock_timestamp()) AS bigint) AS leased_for_ms
            FROM registry.idempotency_key
            WHERE generation_id = $1 AND tenant_id = $2
            """;

    static final String PUBLISHED = """
            UPDATE registry.idempotency_key SET published = true WHERE generation_id = $1
            """;

    static final String DELETE_FIRST = """
            DELETE FROM registry.idempotency_key WHERE generation_id = $1 AND leased_until = $2 AND NOT published
            """;

    static final String END_LEASE = """
            UPDATE registry.idempotency_key SET leased_until = clock_timestamp()
            WHERE generation_id = $1 AND leased_until = $2
            """;

    static final String FORGET = """
            DELETE FROM registry.idempotency_key WHERE generation_id IN (
                SELECT generation_id FROM registry.idempotency_key
                WHERE created_at < clock_timestamp() - CAST($1 AS bigint) * interval '1 second'
                    AND leased_until < clock_timestamp()
                ORDER BY created_at
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    private RegistrySql() {}
}
