package dev.kiln.gateway.idempotency.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kiln.contract.ContractJson;
import dev.kiln.gateway.idempotency.Claim;
import dev.kiln.gateway.idempotency.Fingerprint;
import dev.kiln.gateway.idempotency.KeyedRequest;
import dev.kiln.gateway.idempotency.Lease;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.idempotency.Registered;
import dev.kiln.gateway.idempotency.Registry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The registry in PostgreSQL. */
public final class PgRegistry implements Registry {

    private static final Logger LOG = Logger.getLogger(PgRegistry.class);
    /** A statement may take 5 s. */
    private static final int LONGEST_SECONDS = 6;
    /** Of a key that was forgotten between two statements. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Pool pool;
    private final Counter failures;

    public PgRegistry(Pool pool, MeterRegistry meters) {
        this.pool = pool;
        this.failures = Counter.builder("kiln.registry.failures")
                .description("Statements of the registry of idempotency keys that failed")
                .register(meters);
    }

    @Override
    public CompletionStage<Claim> claim(KeyedRequest request, Receipt receipt) {
        Tuple values = Tuple.of(
                request.tenantId(),
                request.key().text(),
                request.generationId(),
                request.fingerprint().hex(),
                write(receipt));
        return inTime(pool.preparedQuery(RegistrySql.CLAIM)
                .execute(values)
                .compose(claimed -> claimed.size() == 1
                        ? Future.succeededFuture(
                                ours(request, claimed.iterator().next()))
                        : look(request.tenantId(), request.generationId()).map(known -> others(request, known))));
    }

    private static Claim ours(KeyedRequest request, Row row) {
        Lease lease = new Lease(
                request.generationId(),
                row.getOffsetDateTime("leased_until").toInstant(),
                row.getInteger("claims") == 1);
        return new Claim.Ours(lease, read(row.getString("receipt")));
    }

    private static Claim others(KeyedRequest request, Optional<Registered> known) {
        return known.flatMap(registered -> registered.answerTo(request.fingerprint()))
                .orElse(new Claim.Leased(A_MOMENT));
    }

    @Override
    public CompletionStage<Void> published(Lease lease) {
        return run(RegistrySql.PUBLISHED, Tuple.of(lease.generationId())).thenAccept(rows -> {});
    }

    @Override
    public CompletionStage<Void> giveBack(Lease lease) {
        String sql = lease.first() ? RegistrySql.DELETE_FIRST : RegistrySql.END_LEASE;
        OffsetDateTime until = lease.until().atOffset(ZoneOffset.UTC);
        return run(sql, Tuple.of(lease.generationId(), until)).thenAccept(rows -> {});
    }

    @Override
    public CompletionStage<Optional<Registered>> find(String tenantId, String generationId) {
        return inTime(look(tenantId, generationId));
    }

    private Future<Optional<Registered>> look(String tenantId, String generationId) {
        return pool.preparedQuery(RegistrySql.FIND)
                .execute(Tuple.of(generationId, tenantId))
                .map(found -> found.size() == 0
                        ? Optional.empty()
                        : Optional.of(registered(found.iterator().next())));
    }

    private static Registered registered(Row row) {
        return new Registered(
                new Fingerprint(row.getString("fingerprint")),
                read(row.getString("receipt")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("leased_until").toInstant(),
                Duration.ofMillis(Math.max(0, row.getLong("leased_for_ms"))),
                row.getBoolean("published"));
    }

    @Override
    public CompletionStage<Integer> forget(Duration age, int limit) {
        return run(RegistrySql.FORGET, Tuple.of(age.toSeconds(), (long) limit)).thenApply(RowSet::rowCount);
    }

    private CompletionStage<RowSet<Row>> run(String sql, Tuple values) {
        return inTime(pool.preparedQuery(sql).execute(values));
    }

    /** Only the waiting is given up: to cancel the statement itself could lose a connection of the pool. */
    private <T> CompletionStage<T> inTime(Future<T> result) {
        return result.toCompletionStage()
                .toCompletableFuture()
                .copy()
                .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                .whenComplete((value, failure) -> {
                    if (failure != null) {
                        failures.increment();
                        LOG.debugf("The registry failed: %s", failure.getClass().getName());
                    }
                });
    }

    private static String write(Receipt receipt) {
        try {
            return ContractJson.mapper().writeValueAsString(receipt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt cannot be written", e);
        }
    }

    private static Receipt read(String receipt) {
        try {
            return ContractJson.mapper().readValue(receipt, Receipt.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt of the registry cannot be read");
        }
    }
}
