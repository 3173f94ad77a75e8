package dev.kiln.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    @ParameterizedTest
    @MethodSource("dashboards")
    void showOnlyMetricsThatThereAre(Path file) throws IOException {
        var dashboard = new ObjectMapper().readTree(Project.read(file));
        var queries = dashboard.findValuesAsText("expr");

        assertThat(queries)
                .hasSizeGreaterThan(5)
                .allSatisfy(query -> assertThat(PromQl.metrics(query))
                        .as(query)
                        .isNotEmpty()
                        .allMatch(MetricsTable.all()::contains));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void areTakenByGrafanaUnderTheirFilesName(Path file) throws IOException {
        var dashboard = new ObjectMapper().readTree(Project.read(file));

        assertThat(dashboard.path("uid").asText() + ".json")
                .isEqualTo(file.getFileName().toString());
        assertThat(dashboard.path("title").asText()).startsWith("Kiln: ");
        assertThat(dashboard.path("panels").findValuesAsText("uid")).containsOnly("${datasource}");
        assertThat(dashboard.path("panels")).extracting(JsonNode::toString).doesNotHaveDuplicates();
    }

    @Test
    void aQuerysMetricsAreFoundAmongItsLabelsAndFunctions() {
        assertThat(
                        PromQl.metrics(
                                "sum by (job) (rate(a_total{job=~\"b|c\"}[5m])) / max(d_seconds_max) > 3 unless e offset 15m and on (f) g"))
                .isEqualTo(Set.of("a_total", "d_seconds", "e", "g"));
    }

    static Stream<Path> dashboards() {
        List<Path> files = Project.files(Project.MONITORING.resolve("dashboards"), ".json");
        assertThat(files).hasSize(4);
        return files.stream();
    }
}
