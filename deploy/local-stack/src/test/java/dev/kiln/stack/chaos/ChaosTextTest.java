package dev.kiln.stack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosTextTest {
    @Test
    void saysWhatWasShortenedWhatWentWrongAndWhatIsProven() {
        assertThat(ChaosText.of(report(Map.of())))
                .contains("300 requests accepted, seeds [7], 200 s")
                .contains("3 accounts of 20 creates in 4.0 s (Kie's own: 20 in 10 s)")
                .contains("late; one dispatcher")
                .contains("    2  kills of the broker")
                .contains("all six kept")
                .contains("of 300 requests none broke one: one in 100 at most does (95 % sure, 3/n)")
                .contains(
                        "Ended 290, parked 10 (no callback was taken of any: 4 whose create got no clear answer; 1 never sent and 5"
                                + " answered, whose sender was lost before it could say so)")
                .contains("In doubt 20; of 9 of them a callback was taken, and 9 of these have ended (100 %)")
                .contains("largest window 19 of 20; used of the limit, outages included: 50 %")
                .contains("Reads of records: largest second 8 of 10")
                .contains("service 3.0 s, 4.0 s;")
                .contains("after PostgreSQL's never away");
    }

    @Test
    void saysHowManyDispatchersThereWere() {
        assertThat(ChaosText.of(report(ChaosSize.ofALongRun(300, 6, 3, 3), Map.of())))
                .contains("late; 3 dispatchers\n")
                .contains("service 3.0 s, 4.0 s (killed one at a time, after the faults: 2.0 s, 2.0 s);");
    }

    @Test
    void namesWhatIsBroken() {
        var text = ChaosText.of(report(Map.of("ChargedOnce", List.of("gen_1 is charged 0, Kie charged 50"))));
        assertThat(text)
                .contains("Guarantees: broken")
                .contains("  ChargedOnce: 1\n    gen_1 is charged 0")
                .doesNotContain("95 %");
    }

    private static ChaosReport report(Map<String, List<String>> breaches) {
        return report(ChaosSize.ofARound(150, 6, Duration.ofSeconds(45)), breaches);
    }

    private static ChaosReport report(ChaosSize size, Map<String, List<String>> breaches) {
        return new ChaosReport(
                size,
                List.of(7L),
                Map.of("kills of the broker", 2),
                breaches,
                new ChaosReport.Counts(300, 290, 280, 20, 9, 9, 10, 4, 1, 12),
                new ChaosReport.Rate(310, 19, 0.5, 8),
                new ChaosReport.Recoveries(
                        List.of(Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                        List.of(Duration.ofSeconds(2)),
                        List.of(Duration.ofSeconds(1)),
                        List.of()),
                Duration.ofSeconds(200));
    }
}
