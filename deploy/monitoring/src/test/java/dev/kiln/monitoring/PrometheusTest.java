package dev.kiln.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Prometheus asks the services where they answer, by the names that the alerts use. */
class PrometheusTest {
    private static final String[] SERVICES = {
        "gateway-service", "dispatcher-service", "callback-service", "billing-service"
    };

    private final JsonNode jobs =
            Alert.yaml(Project.MONITORING.resolve("prometheus.yaml")).path("scrape_configs");

    @Test
    void asksEachServiceByItsNameInComposeAndAtItsManagementPort() {
        assertThat(elements(jobs))
                .extracting(job -> job.path("job_name").asText())
                .containsExactly(SERVICES);
        assertThat(elements(jobs)).allSatisfy(job -> {
            var service = job.path("job_name").asText();
            assertThat(job.path("metrics_path").asText()).isEqualTo("/q/metrics");
            assertThat(job.at("/dns_sd_configs/0/names/0").asText()).isEqualTo(service);
            assertThat(job.at("/dns_sd_configs/0/port").asInt()).isEqualTo(healthPort(service));
        });
    }

    @Test
    void alertsLookForEachOfThoseJobs() {
        var down = Alert.all().stream()
                .filter(alert -> alert.name().equals("KilnServiceDown"))
                .findFirst()
                .orElseThrow();
        for (var service : SERVICES) {
            assertThat(down.query()).contains("absent(up{job=\"" + service + "\"})");
            assertThat(service).matches("(gateway|dispatcher|callback|billing)-service");
        }
    }

    @Test
    void inAClusterEachServiceHasAMonitorOfTheSamePort() {
        var text = Project.read(Project.ROOT.resolve("deploy/k8s/monitoring/service-monitors.yaml"));
        var monitors = Pattern.compile("(?m)^---$").splitAsStream(text).toList();

        assertThat(monitors).hasSameSizeAs(SERVICES);
        for (var i = 0; i < SERVICES.length; i++) {
            assertThat(monitors.get(i))
                    .contains("\n  name: " + SERVICES[i] + "\n")
                    .contains("matchLabels: {app.kubernetes.io/name: " + SERVICES[i] + "}\n")
                    .contains("- port: management\n")
                    .contains(" path: /q/metrics\n");
            assertThat(Project.read(Project.ROOT.resolve("deploy/k8s/base/" + SERVICES[i] + "/service.yaml")))
                    .contains("labels: {app.kubernetes.io/name: " + SERVICES[i] + "}")
                    .contains("{name: management, port: " + healthPort(SERVICES[i]) + ", targetPort: management}");
        }
    }

    /** Where Compose asks for the service's health: the same port. */
    private static int healthPort(String service) {
        var compose = Project.read(Project.ROOT.resolve("docker-compose.yml"));
        var block = compose.substring(compose.indexOf("\n  " + service + ":\n"));
        var port = Pattern.compile("\"/app/healthy\", \"(\\d+)\"").matcher(block);
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static Iterable<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
