package dev.kiln.gateway.view.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.GatewayTest;
import dev.kiln.gateway.Requests;
import dev.kiln.gateway.view.Asked;
import dev.kiln.gateway.view.Ending;
import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.ListGenerations;
import dev.kiln.gateway.view.ListQuery;
import dev.kiln.gateway.view.Page;
import dev.kiln.gateway.view.Place;
import dev.kiln.gateway.view.Standing;
import dev.kiln.gateway.view.Status;
import dev.kiln.gateway.view.ViewBatch;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@GatewayTest
class PgViewListTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ListQuery ALL = new ListQuery(null, null, null, null, null, null, 50);

    private final String tenant = "tenant-" + UUID.randomUUID();

    @Inject
    PgView view;

    @Inject
    DataSource database;

    @Test
    void listsTheNewestFirstAndNothingOfOthers() {
        String old = store(1, Status.ACCEPTED);
        String young = store(3, Status.ACCEPTED);
        String middle = store(2, Status.ACCEPTED);

        assertThat(ids(list(tenant, ALL))).containsExactly(young, middle, old);
        assertThat(list("nobody", ALL).generations()).isEmpty();
    }

    @Test
    void showsEachGenerationOnceOnItsPagesThoughNewOnesComeAndTimesAreEqual() {
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stored.add(store(i / 4, Status.ACCEPTED));
        }

        List<String> seen = new ArrayList<>();
        Place after = null;
        int pages = 0;
        do {
            Page page = list(tenant, new ListQuery(null, null, null, null, null, after, 3));
            seen.addAll(ids(page));
            after = page.end().flatMap(end -> Place.of(end.cursor())).orElse(null);
            store(100, Status.ACCEPTED);
            pages++;
        } while (after != null);

        assertThat(pages).isEqualTo(4);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void endsWithAFullPageWhenNothingIsLeft() {
        store(1, Status.ACCEPTED);
        store(2, Status.ACCEPTED);

        Page page = list(tenant, new ListQuery(null, null, null, null, null, null, 2));

        assertThat(page.generations()).hasSize(2);
        assertThat(page.end()).isEmpty();
    }

    @Test
    void choosesByStatusModelReferenceAndTime() {
        String accepted = store(1, Status.ACCEPTED);
        String parked = store(2, Status.PARKED);
        String other = store(generation(3, Status.PARKED, new Asked(Requests.BANANA, "order-2", Map.of())));

        assertThat(ids(list(tenant, new ListQuery(Status.PARKED, null, null, null, null, null, 50))))
                .containsExactly(other, parked);
        assertThat(ids(list(tenant, new ListQuery(null, Requests.BANANA, null, null, null, null, 50))))
                .containsExactly(other);
        assertThat(ids(list(tenant, new ListQuery(null, null, "order-1", null, null, null, 50))))
                .containsExactly(parked, accepted);
        assertThat(ids(list(tenant, new ListQuery(null, null, null, at(1), at(2), null, 50))))
                .containsExactly(accepted);
        assertThat(ids(list(tenant, new ListQuery(Status.PARKED, Requests.KLING, "order-1", at(2), at(3), null, 50))))
                .containsExactly(parked);
    }

    @Test
    void sortsByWhatIsKnownWhatCameBeforeItsRequest() {
        String accepted = store(5, Status.ACCEPTED);
        String submitted = store(known(null, at(6), null));
        String refused = store(known(null, null, at(4)));

        assertThat(ids(list(tenant, ALL))).containsExactly(submitted, accepted, refused);
    }

    @Test
    void usesAnIndexForEachCondition() throws SQLException {
        fill(20_000);

        for (String condition : List.of("", "status = 'parked'", "model = 'm7'", "reference = 'order-7'")) {
            assertThat(plan(condition))
                    .contains("Index Scan")
                    .doesNotContain("Sort")
                    .doesNotContain("Seq Scan");
        }
    }

    private void fill(int rows) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO view.generation (generation_id, tenant_id, sequence, status, model,"
                    + " reference, metadata, accepted_at) SELECT '" + tenant + "' || n, '" + tenant + "', 1,"
                    + " CASE WHEN n % 500 = 0 THEN 'parked' ELSE 'succeeded' END, 'm' || n % 200,"
                    + " 'order-' || n % 5000, '{}', now() - n * interval '1 second' FROM generate_series(1, " + rows
                    + ") AS n");
            statement.execute("ANALYZE view.generation");
        }
    }

    private String plan(String condition) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            var result = statement.executeQuery("EXPLAIN SELECT * FROM view.generation WHERE tenant_id = '" + tenant
                    + "'" + (condition.isEmpty() ? "" : " AND " + condition)
                    + " AND (listed_at, generation_id) < (now(), 'x')"
                    + " ORDER BY listed_at DESC, generation_id DESC LIMIT 51");
            StringBuilder plan = new StringBuilder();
            while (result.next()) {
                plan.append(result.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }

    private Page list(String tenantId, ListQuery query) {
        return new ListGenerations(view)
                .list(tenantId, query)
                .toCompletableFuture()
                .join();
    }

    private static List<String> ids(Page page) {
        return page.generations().stream().map(Generation::id).toList();
    }

    private String store(int minute, Status status) {
        return store(generation(minute, status, new Asked(Requests.KLING, "order-1", Map.of())));
    }

    private String store(Generation generation) {
        ViewBatch batch = new ViewBatch();
        batch.add(generation);
        view.store(batch).await().atMost(PATIENCE);
        return generation.id();
    }

    private Generation generation(int minute, Status status, Asked asked) {
        return new Generation(newId(), tenant, asked, new Standing(1, status, 1, at(minute), null), null, null);
    }

    private Generation known(Instant acceptedAt, Instant submittedAt, Instant completedAt) {
        return new Generation(
                newId(),
                tenant,
                new Asked(Requests.KLING, null, Map.of()),
                new Standing(1, completedAt == null ? Status.RUNNING : Status.CANCELED, 1, acceptedAt, submittedAt),
                null,
                completedAt == null ? null : new Ending(null, List.of(), null, List.of(), completedAt));
    }

    private static Instant at(int minute) {
        return Events.ASKED.plus(Duration.ofMinutes(minute)).plusNanos(123_456_000);
    }

    private static String newId() {
        return GenerationIds.ofRequest("acme", "/test", UUID.randomUUID().toString());
    }
}
