package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.billing.ledger.LedgerInput;
import dev.kiln.billing.ledger.MemoryLedger;
import dev.kiln.billing.ledger.RandomHistory;
import dev.kiln.billing.ledger.Steps;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class PgLedgerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    PgLedger ledger;

    @Inject
    DataSource dataSource;

    @Inject
    Pool pool;

    private LedgerTables tables;
    private final Steps generation = Steps.of("pg-tests", "kling/v2-1-pro");

    @BeforeEach
    void lookIntoTheTables() {
        tables = new LedgerTables(dataSource);
    }

    @Test
    void runsInASessionZoneThatIsNotUtc() {
        String zone = pool.query("SHOW timezone")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(PATIENCE);

        assertThat(zone).isEqualTo("Asia/Kathmandu");
    }

    @Test
    void booksTheUtcDayWhateverTheSessionsZone() {
        apply(generation.submitted(2, "3.5"));
        assertThat(balances()).contains("holds pg-tests kling/v2-1-pro main null 2026-11-22 3.5");

        apply(generation.succeeded(3, "2.8"));
        assertThat(balances())
                .containsExactly(
                        "prepaid pg-tests kling/v2-1-pro main " + generation.taskId() + " 2026-11-23 -2.8",
                        "spend pg-tests kling/v2-1-pro main " + generation.taskId() + " 2026-11-23 2.8");
    }

    @Test
    void releasesTheHoldOfARequeuedAttemptAndKeepsItInDoubtAndParked() {
        apply(generation.inDoubt(2, "10"));
        apply(generation.parked(3, "10"));
        assertThat(balances()).contains("holds pg-tests kling/v2-1-pro main null 2026-11-22 10");

        apply(generation.requeued(4));
        assertThat(balances()).isEmpty();
    }

    @Test
    void correctsUpDownAndToFailureAcrossTransactions() {
        apply(generation.succeeded(3, "10"));
        apply(generation.succeeded(4, "12.125"));
        apply(generation.succeeded(5, "0.001"));
        assertThat(balances()).anyMatch(line -> line.startsWith("spend") && line.endsWith(" 0.001"));

        apply(generation.failedUnsubmitted(6));
        assertThat(balances()).isEmpty();
        assertThat(tables.sumsOutOfStep()).isEmpty();
    }

    @Test
    void booksNothingForZeroAndForNull() {
        apply(generation.failed(3, "0"));
        apply(generation.failed(4, null));

        assertThat(tables.count("ledger.booking", ofGeneration())).isZero();
        assertThat(tables.count("ledger.applied_event", ofGeneration())).isEqualTo(2);
    }

    @Test
    void chargesOnceWhenTheEventArrivesTwiceInABatchAndAgain() {
        Envelope charge = generation.succeeded(3, "3.5");

        assertThat(apply(charge, charge)).hasExactlyElementsOfTypes(Verdict.Booked.class, Verdict.Duplicate.class);
        assertThat(apply(charge)).hasExactlyElementsOfTypes(Verdict.Duplicate.class);
        assertThat(tables.count("ledger.booking", ofGeneration())).isEqualTo(1);
    }

    @Test
    void remembersTheTaskOfAnEarlierTransaction() {
        apply(generation.succeeded(3, "10"));

        Steps other = Steps.of("pg-tests", "kling/v2-1-pro").withTask(generation.taskId());

        assertThat(apply(other.succeeded(3, "10"))).hasExactlyElementsOfTypes(Verdict.Refused.class);
    }

    @Test
    void appliesNothingOfABatchWhenTheDatabaseCannotHoldOneEvent() {
        Steps poisoned = Steps.of("pg-tests", "kling/v2-1-pro").withTask("task \u0000");

        assertThatThrownBy(() -> apply(generation.succeeded(3, "10"), poisoned.succeeded(3, "10")))
                .matches(DatabaseFailure::isOfTheData);
        assertThat(balances()).isEmpty();
        assertThat(apply(generation.succeeded(3, "10"))).hasExactlyElementsOfTypes(Verdict.Booked.class);
    }

    @Test
    void addsUpFractionsExactly() {
        List<Steps> generations = IntStream.range(0, 50)
                .mapToObj(i -> Steps.of("fractions", "bytedance/seedream-v4-edit"))
                .toList();

        apply(IntStream.range(0, 50)
                .mapToObj(i -> generations.get(i).succeeded(2, i % 2 == 0 ? "2.8" : "3.5"))
                .toArray(Envelope[]::new));

        assertThat(tables.lines("SELECT trim_scale(sum(credits)) FROM working.daily_usage WHERE tenant = 'fractions'"))
                .containsExactly("157.5");
    }

    @Test
    void everyOrderRepetitionAndSplitLeadsToTheSameBalances() {
        for (int seed = 0; seed < 25; seed++) {
            List<Envelope> history = RandomHistory.withUnreadable(seed);
            List<String> expected = expectedBalances(history);

            deliverDisordered(history, new Random(seed));

            assertThat(tables.balances(generationIds(history)))
                    .as("seed " + seed)
                    .isEqualTo(expected);
        }
        assertThat(tables.sumsOutOfStep()).isEmpty();
    }

    @Test
    void overlappingBatchesInOppositeOrderDoNotBlockEachOther() {
        List<Steps> generations = IntStream.range(0, 40)
                .mapToObj(i -> Steps.of("pg-tests", "kling/v2-1-pro"))
                .toList();
        for (int round = 1; round <= 5; round++) {
            long sequence = round * 2L;
            List<Envelope> forth =
                    generations.stream().map(g -> g.submitted(sequence, "5")).toList();
            List<Envelope> back = generations.reversed().stream()
                    .map(g -> g.succeeded(sequence + 1, "4"))
                    .toList();

            Uni.combine()
                    .all()
                    .unis(ledger.apply(inputs(forth), List.of()), ledger.apply(inputs(back), List.of()))
                    .asTuple()
                    .await()
                    .atMost(PATIENCE);
        }

        assertThat(tables.balances(generations.stream().map(Steps::generationId).collect(Collectors.toSet())))
                .noneMatch(line -> line.startsWith("holds"))
                .filteredOn(line -> line.startsWith("spend"))
                .hasSize(40)
                .allMatch(line -> line.endsWith(" 4"));
    }

    @Test
    void remembersHowFarAPartitionIsConsumedAndNeverLess() {
        ledger.apply(List.of(), List.of(new NextOffset("some-topic", 3, 42)))
                .await()
                .atMost(PATIENCE);
        ledger.apply(List.of(), List.of(new NextOffset("some-topic", 3, 41)))
                .await()
                .atMost(PATIENCE);

        assertThat(tables.lines("SELECT next_offset FROM working.consumed WHERE topic = 'some-topic'"))
                .containsExactly("42");
    }

    @Test
    void booksTheChargeOfASecondTaskAsALossWhateverComesFirst() {
        Steps second = generation.withTask(generation.taskId() + "-b");
        apply(generation.submitted(2, "10"), generation.succeeded(3, "10"));
        apply(second.succeeded(5, "4"));
        apply(generation.succeeded(4, "9"));

        assertThat(balances())
                .containsExactlyInAnyOrder(
                        "loss pg-tests kling/v2-1-pro main " + generation.taskId() + " 2026-11-23 9",
                        "prepaid pg-tests kling/v2-1-pro main " + generation.taskId() + " 2026-11-23 -9",
                        "prepaid pg-tests kling/v2-1-pro main " + second.taskId() + " 2026-11-23 -4",
                        "spend pg-tests kling/v2-1-pro main " + second.taskId() + " 2026-11-23 4");

        apply(generation.succeeded(6, "9"));
        assertThat(balances())
                .contains(
                        "loss pg-tests kling/v2-1-pro main " + second.taskId() + " 2026-11-23 4",
                        "spend pg-tests kling/v2-1-pro main " + generation.taskId() + " 2026-11-23 9");
        assertThat(tables.sumsOutOfStep()).isEmpty();
    }

    @Test
    void booksAProvenFurtherTaskOnceWithItsBasis() {
        Steps second = generation.withTask(generation.taskId() + "-b").onAccount("other");
        apply(generation.succeeded(3, "10"), second.foundBesides("4"));
        apply(second.foundBesides("4"));

        assertThat(balances())
                .containsExactlyInAnyOrder(
                        "loss pg-tests kling/v2-1-pro other " + second.taskId() + " 2026-11-23 4",
                        "prepaid pg-tests kling/v2-1-pro other " + second.taskId() + " 2026-11-23 -4",
                        "prepaid pg-tests kling/v2-1-pro main " + generation.taskId() + " 2026-11-23 -10",
                        "spend pg-tests kling/v2-1-pro main " + generation.taskId() + " 2026-11-23 10");
        assertThat(tables.count("ledger.booking", "basis = 'reported' AND " + ofGeneration()))
                .isEqualTo(2);
        assertThat(tables.sumsOutOfStep()).isEmpty();
    }

    @Test
    void flagsAChargeAboveItsHoldAndBooksIt() {
        apply(generation.succeededAbove(3, "12.5", "10"));

        assertThat(tables.count("ledger.booking", "above_hold AND " + ofGeneration()))
                .isEqualTo(1);
        assertThat(balances()).anyMatch(line -> line.startsWith("spend") && line.endsWith(" 12.5"));
    }

    private void deliverDisordered(List<Envelope> history, Random random) {
        List<Envelope> delivered = new ArrayList<>(history);
        delivered.addAll(history);
        Collections.shuffle(delivered, random);
        while (!delivered.isEmpty()) {
            List<Envelope> batch = delivered.subList(0, 1 + random.nextInt(delivered.size()));
            apply(batch.toArray(Envelope[]::new));
            batch.clear();
        }
    }

    private static List<String> expectedBalances(List<Envelope> history) {
        return new MemoryLedger()
                .applyAll(history).balances().entrySet().stream()
                        .map(balance -> balance.getKey() + " " + balance.getValue())
                        .sorted()
                        .toList();
    }

    private static Set<String> generationIds(List<Envelope> history) {
        Set<String> ids =
                history.stream().map(envelope -> envelope.event().key()).collect(Collectors.toSet());
        return ids.isEmpty() ? Set.of("none") : ids;
    }

    private List<Verdict> apply(Envelope... envelopes) {
        return ledger.apply(inputs(List.of(envelopes)), List.of()).await().atMost(PATIENCE);
    }

    private static List<LedgerInput> inputs(List<Envelope> envelopes) {
        return envelopes.stream()
                .map(envelope -> LedgerInput.of(envelope).orElseThrow())
                .toList();
    }

    private List<String> balances() {
        return tables.balances(Set.of(generation.generationId()));
    }

    private String ofGeneration() {
        return "generation_id = '" + generation.generationId() + "'";
    }
}
