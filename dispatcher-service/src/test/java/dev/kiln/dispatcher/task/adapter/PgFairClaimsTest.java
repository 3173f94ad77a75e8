package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.FAILURE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Lane;
import dev.kiln.dispatcher.task.Submitting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose task is claimed next, against a real PostgreSQL; {@code FairOrderTest} has the arithmetic. */
class PgFairClaimsTest {

    private static Tables tables;

    @BeforeAll
    static void start() {
        tables = new Tables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void empty() {
        tables.empty();
    }

    @Test
    void aNewcomersFirstIsAmongTheNextTwoOfTenThousandThatWait() {
        waiting("old", Lane.INTERACTIVE, "m", 10_000);
        claimOneByOne(5);
        waiting("newcomer", Lane.BATCH, "m", 1);

        assertThat(claimOneByOne(2)).contains("newcomer BATCH");
    }

    @Test
    void lanesAndTenantsGetTheirSharesAcrossClaimsOfAnySize() {
        tables.sql("insert into tenant values ('heavy', 1, 2, null, false)");
        for (Lane lane : Lane.values()) {
            waiting("heavy", lane, "m", 100);
            waiting("light", lane, "m", 100);
        }
        List<String> claimed = new ArrayList<>();
        for (int size : List.of(7, 1, 13, 20, 4, 15)) {
            claimed.addAll(claim(size));
        }

        assertThat(claimed.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting())))
                .isEqualTo(Map.of(
                        "heavy INTERACTIVE",
                        24L,
                        "heavy STANDARD",
                        12L,
                        "heavy BATCH",
                        4L,
                        "light INTERACTIVE",
                        12L,
                        "light STANDARD",
                        6L,
                        "light BATCH",
                        2L));
    }

    @Test
    void theOldestOfALaneComesFirstWhateverItsModel() {
        waiting("a", Lane.STANDARD, "second", 1);
        waiting("a", Lane.STANDARD, "first", 1);
        tables.sql("update task set due_at = due_at - interval '1 minute' where model = 'first'");

        assertThat(tables.claims.claim(2))
                .extracting(task -> task.generation().request().model())
                .containsExactly("first", "second");
    }

    @Test
    void aTenantHasNoMoreTasksAtKieThanItsCap() {
        tables.sql("insert into tenant values ('capped', 1, 1, 3, false)");
        waiting("capped", Lane.INTERACTIVE, "m", 10);
        waiting("free", Lane.BATCH, "m", 2);

        assertThat(tables.claims.room(20)).isEqualTo(5);
        List<Submitting> first = tables.claims.claim(20);
        assertThat(names(first))
                .containsOnly("capped INTERACTIVE", "free BATCH")
                .hasSize(5);
        assertThat(tables.claims.claim(20)).isEmpty();

        Submitting ended = first.stream()
                .filter(task -> task.generation().tenantId().equals("capped"))
                .findFirst()
                .orElseThrow();
        tables.change(ended.generation(), Optional.of(ended.refuse(FAILURE, NOW)));
        assertThat(names(tables.claims.claim(20))).containsExactly("capped INTERACTIVE");
    }

    @Test
    void aFewTasksOfAHeavyTenantLeaveNoSlotFreeBesideAnothersQueue() {
        tables.sql("insert into tenant values ('heavy', 1, 1000, null, false)");
        waiting("heavy", Lane.INTERACTIVE, "m", 1);
        waiting("light", Lane.BATCH, "m", 50);

        assertThat(tables.claims.room(20)).isEqualTo(20);
        assertThat(claim(20)).hasSize(20).containsOnlyOnce("heavy INTERACTIVE");
    }

    @Test
    void whatExpiredKeepsNobodyWaitingForTheOneFreeSlot() {
        waiting("a", Lane.INTERACTIVE, "m", 3);
        tables.sql("update task set expires_at = due_at");
        waiting("b", Lane.BATCH, "m", 1);

        assertThat(claim(1)).containsExactly("b BATCH");
    }

    @Test
    void whatIsNotDueYetOrExpiredIsPassedOver() {
        waiting("later", Lane.INTERACTIVE, "m", 3);
        tables.sql("update task set due_at = due_at + interval '1 second'");
        waiting("expired", Lane.INTERACTIVE, "m", 3);
        tables.sql("update task set expires_at = due_at where tenant_id = 'expired'");
        waiting("due", Lane.BATCH, "m", 1);

        assertThat(tables.claims.room(20)).isOne();
        assertThat(claim(20)).containsExactly("due BATCH");
    }

    private static List<String> claimOneByOne(int times) {
        List<String> claimed = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            claimed.addAll(claim(1));
        }
        return claimed;
    }

    /** As if Kie had answered at once and long ago. */
    private static List<String> claim(int most) {
        List<Submitting> claimed = tables.claims.claim(most);
        claimed.forEach(
                task -> tables.change(task.generation(), Optional.of(task.requeue(CAUSE, NOW, NOW.plusSeconds(60)))));
        tables.sql("update slot set free_at = '-infinity', holder = null");
        return names(claimed);
    }

    private static List<String> names(List<Submitting> tasks) {
        return tasks.stream()
                .map(task ->
                        task.generation().tenantId() + " " + task.generation().lane())
                .toList();
    }

    private static void waiting(String tenant, Lane lane, String model, int tasks) {
        tables.sql("""
                insert into task (generation_id, tenant_id, fingerprint, model, metadata, catalog_revision, family,
                    upstream_model, input, quote, hold, lane, accepted_at, expires_at, state, version, due_at)
                select 'gen_' || md5('%1$s-%2$s-%3$s-' || n), '%1$s', 'f', '%3$s', '{}', 'r', 'JOBS', '%3$s', '{}', 1, 1, '%2$s',
                    '%5$s', '%6$s', 'QUEUED', 0, '%5$s' from generate_series(1, %4$d) n
                """.formatted(tenant, lane, model, tasks, NOW, NOW.plusSeconds(3600)));
    }
}
