package dev.kiln.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kiln.stack.client.UsageLine;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final DemoRow GOOD = row("succeeded", "target/demo/a.mp4", null);

    @Test
    void isGoodWhereAllSucceededAndTheBooksAgree() {
        assertThat(report(GOOD, List.of()).isGood()).isTrue();
    }

    @Test
    void isNotGoodWhereOneFailedOrHasNoFileOrTheBooksDiffer() {
        assertThat(report(row("failed", null, "no luck"), List.of()).isGood()).isFalse();
        assertThat(report(row("succeeded", null, null), List.of()).isGood()).isFalse();
        assertThat(report(GOOD, List.of("a: the ledger holds 1, Kie charged 2")).isGood())
                .isFalse();
    }

    @Test
    void saysOnTopOfTheTableThatKieIsSimulated() {
        assertThat(DemoText.of(report(GOOD, List.of())))
                .containsSubsequence(
                        "SIMULATED KIE, no credits spent",
                        "quoted",
                        "veo3_fast",
                        "target/demo/a.mp4",
                        "Usage",
                        "agree");
    }

    @Test
    void namesWhatWentWrong() {
        var report = report(row("failed", null, "no luck"), List.of("a: the ledger holds 1, Kie charged 2"));
        assertThat(DemoText.of(report)).contains("no luck", "do not agree", "the ledger holds 1");
    }

    @Test
    void writesCreditsAsDecimalStrings() throws Exception {
        var json = new JsonMapper().readTree(DemoJson.of(report(GOOD, List.of())));
        assertThat(json.at("/generations/0/charged").asText()).isEqualTo("3.5");
        assertThat(json.at("/generations/0/charged").isTextual()).isTrue();
        assertThat(json.at("/kie/balance").asText()).isEqualTo("996.5");
        assertThat(json.at("/ledgerMatchesKie").asBoolean()).isTrue();
    }

    private static DemoReport report(DemoRow row, List<String> disagreements) {
        var usage = List.of(
                new UsageLine("local", row.model(), "main", "2026-11-23", new BigDecimal("3.5"), BigDecimal.ZERO));
        var kie = new DemoReport.KieAccount(new BigDecimal("1000"), new BigDecimal("3.5"), new BigDecimal("996.5"));
        return new DemoReport(List.of(row), usage, kie, disagreements);
    }

    private static DemoRow row(String status, String file, String problem) {
        var credits = new BigDecimal("3.5");
        return new DemoRow("veo3_fast", "gen_1", status, credits, credits, new BigDecimal("1.2"), file, problem);
    }
}
