package dev.kiln.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final Path RUNBOOK = Project.ROOT.resolve("docs/runbook");
    private static final List<String> CHAPTERS = List.of("## What it means", "## What to look at", "## What to do");

    @Test
    void askOnlyForMetricsThatThereAre() {
        var known = MetricsTable.all();
        known.add("up");

        assertThat(Alert.all())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(PromQl.metrics(alert.query()))
                        .as(alert.name())
                        .isNotEmpty()
                        .allMatch(known::contains));
    }

    @Test
    void leadEachToItsPageOfTheRunbook() {
        assertThat(Alert.all()).allSatisfy(alert -> {
            var page = Project.ROOT.resolve(alert.runbook());
            assertThat(page).as(alert.name()).exists();
            assertThat(Project.read(page))
                    .startsWith("# " + alert.name() + "\n")
                    .contains(CHAPTERS)
                    .contains("```sh");
            assertThat(alert.severity()).isIn("warning", "critical");
            assertThat(alert.summary()).isNotBlank();
        });
    }

    @Test
    void leaveNoPageOfTheRunbookAlone() {
        var led = Alert.all().stream()
                .map(alert -> Project.ROOT.resolve(alert.runbook()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Project.files(RUNBOOK, ".md"))
                .filteredOn(page -> !page.endsWith("README.md"))
                .containsExactlyElementsOf(led);
    }

    @Test
    void areTheSameInACluster() {
        var rule = Alert.yaml(Project.ROOT.resolve("deploy/k8s/monitoring/alerts.yaml"));

        assertThat(rule.at("/spec/groups")).isEqualTo(Alert.yaml(Alert.FILE).path("groups"));
    }

    @Test
    void areEachTried() {
        var tests = Project.read(Project.MONITORING.resolve("alerts.test.yaml"));

        assertThat(Alert.all()).allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert.name() + "\n"));
    }
}
