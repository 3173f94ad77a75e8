package dev.kiln.gateway.accept;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.contract.GenerationRequested;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.TestClock;
import dev.kiln.gateway.idempotency.Fingerprint;
import dev.kiln.gateway.idempotency.IdempotencyKey;
import dev.kiln.gateway.idempotency.KeyedRequest;
import dev.kiln.gateway.idempotency.Receipt;
import dev.kiln.gateway.idempotency.adapter.PgRegistry;
import dev.kiln.gateway.idempotency.adapter.RegistryTable;
import dev.kiln.gateway.view.MapRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** A key of acme's, replicas of its own on one database, and a log and a view that do what the test wants. */
final class AcceptScene {

    final IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
    final String id = GenerationIds.ofIdempotencyKey("acme", key.text());
    final TestClock clock = new TestClock(Instant.now());
    final MapRows view = new MapRows();
    final MemoryLog log = new MemoryLog();
    final RegistryTable table;
    private final Pool pool;

    AcceptScene(Pool pool, DataSource database) {
        this.pool = pool;
        table = new RegistryTable(database);
    }

    AcceptOnce replica() {
        return replica(pool, clock);
    }

    /** Reads with the clock of the others, so that all stay together. */
    AcceptOnce replica(Pool itsPool, Clock itsClock) {
        return new AcceptOnce(
                new ReadRequest(Catalog.bundled(), clock),
                new PgRegistry(itsPool, new SimpleMeterRegistry()),
                view,
                log,
                itsClock);
    }

    /** Returns the receipt that its record has. */
    Receipt dieAfterTheRecord(ObjectNode body) {
        Reading.Good good = (Reading.Good) new ReadRequest(Catalog.bundled(), clock).read(bytes(body));
        Receipt now = good.request().receipt();
        Receipt receipt =
                new Receipt(now.model(), now.reference(), now.metadata(), now.estimate(), "of-the-first-request");
        new PgRegistry(pool, new SimpleMeterRegistry())
                .claim(new KeyedRequest("acme", key, Fingerprint.of(good.body()), clock.instant()), receipt)
                .toCompletableFuture()
                .join();
        return receipt;
    }

    Acceptance accept(AcceptOnce replica, ObjectNode body) {
        return replica.accept("acme", key, bytes(body)).toCompletableFuture().join();
    }

    List<GenerationRequested> published() {
        return log.appended().stream()
                .map(Envelope::event)
                .map(GenerationRequested.class::cast)
                .toList();
    }

    /** Breaks the rules. */
    static ObjectNode spoiled() {
        return Requests.banana().put("lane", "express");
    }

    static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
