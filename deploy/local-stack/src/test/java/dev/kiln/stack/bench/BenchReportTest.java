package dev.kiln.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.stack.bench.load.GenerationsResult;
import dev.kiln.stack.bench.load.Latencies;
import dev.kiln.stack.bench.tables.TableFigures;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @TempDir
    private Path directory;

    @Test
    void showsEveryAimAsReachedOrMissed() {
        var text = BenchText.of(report(0.61, 290, 20_000));

        assertThat(text.lines().filter(line -> line.contains("aim")))
                .anySatisfy(line -> assertThat(line).contains("intake", "0.61", "≥ 0.60", "reached"))
                .anySatisfy(line -> assertThat(line).contains("generations/s", "290", "≥ 300", "MISSED"))
                .anySatisfy(line -> assertThat(line).contains("gateway-service", "240", "≤ 250", "reached"))
                .anySatisfy(line -> assertThat(line).contains("stack up", "21", "≤ 20", "MISSED"))
                .noneSatisfy(line -> assertThat(line).contains("kafka"));
    }

    @Test
    void saysLoudlyWhereTheBooksDoNotAgree() {
        assertThat(BenchText.of(report(1, 300, 20_000))).contains("agree on 20000 credits");
        assertThat(BenchText.of(report(1, 300, 19_996))).contains("THE LEDGER SAYS 19996, KIE'S BALANCES 20000");
    }

    @Test
    void showsTheGrowthOfEachStatement() {
        assertThat(BenchText.of(report(1, 300, 20_000)))
                .contains("TABLES OF 1000 AND OF 10000 ROWS")
                .containsPattern("0\\.50 +0\\.60 +1\\.20 .*select from task");
    }

    @Test
    void isWrittenAsJsonWithItsAims() throws Exception {
        var file = directory.resolve("deep/bench.json");

        BenchJson.write(report(0.61, 290, 20_000), file);

        var json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/conditions/at").asText()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(json.at("/doors/1/toFloor").asDouble()).isEqualTo(0.61);
        assertThat(json.at("/endToEnd/perSecond").asDouble()).isEqualTo(290);
        assertThat(json.at("/endToEnd/isConsistent").asBoolean()).isTrue();
        assertThat(json.at("/tables/statements/0/growth").asDouble()).isEqualTo(1.2);
        assertThat(json.at("/aims/0/reached").asBoolean()).isTrue();
    }

    private static BenchReport report(double toFloor, int perSecond, int booked) {
        return new BenchReport(
                conditions(),
                List.of(door("floor", null), door("intake", toFloor)),
                endToEnd(perSecond, booked),
                tables());
    }

    private static Conditions conditions() {
        return new Conditions(
                Instant.parse("2030-01-01T00:00:00Z"),
                2,
                "Linux",
                "Java",
                "-Xfast",
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                List.of("Note."));
    }

    private static DoorFigures door(String name, Double toFloor) {
        return new DoorFigures(name, 1000, 1, 2, toFloor, 5000, Map.of(), Map.of("kafka", 8.0));
    }

    private static EndToEnd endToEnd(int perSecond, int booked) {
        var latencies = new Latencies(1000, 5_000, 9_000, 10_000);
        var result = new GenerationsResult(perSecond * 10, Map.of(), perSecond * 10, 0, 0, 10, latencies, latencies);
        return new EndToEnd(
                100,
                result,
                21,
                Map.of("gateway-service", 900.0, "kafka", 700.0),
                Map.of("gateway-service", 240 * MEBIBYTE, "kafka", 500 * MEBIBYTE),
                new BigDecimal("20000"),
                new BigDecimal(booked));
    }

    private static TableFigures tables() {
        return new TableFigures(
                1000,
                10_000,
                "Copies.",
                List.of(new TableFigures.Pair("select from task", 9, 9, 0.5, 0.6, 1, 1)),
                List.of());
    }
}
