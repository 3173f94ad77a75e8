package dev.kiln.gateway.view.adapter;

import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.ListQuery;
import dev.kiln.gateway.view.Listed;
import dev.kiln.gateway.view.ViewBatch;
import dev.kiln.gateway.view.ViewPages;
import dev.kiln.gateway.view.ViewRows;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The view in PostgreSQL. Each call is one short transaction on a Vert.x context of its own. */
@Singleton
public final class PgView implements ViewRows, ViewPages {

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;

    public PgView(Mutiny.SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    @Override
    public CompletionStage<Optional<Generation>> find(String id) {
        return inSession(session -> session.find(GenerationView.class, id)
                        .map(row -> Optional.ofNullable(row).map(ViewMapping::generation)))
                .subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<List<Listed>> list(String tenantId, ListQuery query, int atMost) {
        ListSql sql = ListSql.of(tenantId, query);
        return inSession(session -> {
                    var statement = session.createNativeQuery(sql.text(), GenerationView.class)
                            .setMaxResults(atMost);
                    sql.parameters().forEach(statement::setParameter);
                    return statement.getResultList();
                })
                .map(rows -> rows.stream().map(ViewMapping::listed).toList())
                .subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Map<Integer, Long>> nextOffsets(String topic) {
        return inSession(session -> session.createNativeQuery(ViewSql.READ_OFFSETS, Object[].class)
                        .setParameter("topic", topic)
                        .getResultList()
                        .map(PgView::byPartition))
                .subscribeAsCompletionStage();
    }

    /**
     * All of the batch or nothing; the same batch again changes nothing. Gives the number of changes that were refused,
     * since their generation is another tenant's.
     */
    Uni<Long> store(ViewBatch batch) {
        List<List<Generation>> rounds = batch.rounds();
        String offsets = ViewMapping.offsets(batch.nextOffsets());
        return onOwnContext(() -> sessions.withTransaction(session -> Multi.createFrom()
                .iterable(rounds)
                .onItem()
                .transformToUniAndConcatenate(changes -> storeRound(session, changes))
                .collect()
                .with(Collectors.summingLong(refused -> refused))
                .call(() -> execute(session, ViewSql.UPSERT_OFFSETS, offsets))));
    }

    /** Where each change has become a row there is nothing left to fill in or to refuse. */
    private static Uni<Long> storeRound(Mutiny.Session session, List<Generation> changes) {
        String rows = ViewMapping.rows(changes);
        return execute(session, ViewSql.UPSERT_GENERATIONS, rows)
                .chain(stored -> stored == changes.size() ? Uni.createFrom().item(0L) : lookAgain(session, rows));
    }

    /** At what was not above its row's sequence, or is another tenant's. */
    private static Uni<Long> lookAgain(Mutiny.Session session, String rows) {
        return execute(session, ViewSql.FILL_ACCEPTED_AT, rows)
                .chain(() -> session.createNativeQuery(ViewSql.COUNT_REFUSED, Long.class)
                        .setParameter("rows", rows)
                        .getSingleResult());
    }

    private static Uni<Integer> execute(Mutiny.Session session, String sql, String rows) {
        return session.createNativeQuery(sql).setParameter("rows", rows).executeUpdate();
    }

    private <T> Uni<T> inSession(Function<Mutiny.Session, Uni<T>> work) {
        return onOwnContext(() -> sessions.withSession(work));
    }

    /** Retries and Kafka's threads come from anywhere; a session must stay on one event loop. */
    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(
                    nothing -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }

    private static Map<Integer, Long> byPartition(List<Object[]> rows) {
        Map<Integer, Long> offsets = new HashMap<>();
        rows.forEach(row -> offsets.put(((Number) row[0]).intValue(), ((Number) row[1]).longValue()));
        return offsets;
    }
}
