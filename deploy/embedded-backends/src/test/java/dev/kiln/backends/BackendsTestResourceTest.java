package dev.kiln.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendsTestResourceTest {
    @Test
    void givesEveryStartItsOwnTopicsAndDatabaseOnTheSameServers() {
        var first = resource(Map.of()).start();
        var second = resource(Map.of()).start();

        assertThat(second.get("kafka.bootstrap.servers")).isEqualTo(first.get("kafka.bootstrap.servers"));
        assertThat(second.get("kiln.topics.prefix")).isNotEqualTo(first.get("kiln.topics.prefix"));
        assertThat(second.get("quarkus.datasource.jdbc.url")).isNotEqualTo(first.get("quarkus.datasource.jdbc.url"));
        assertThat(second.get("quarkus.datasource.jdbc.url")).startsWith("jdbc:postgresql://127.0.0.1:");
    }

    @Test
    void leavesOutWhatAServiceDoesNotHave() {
        assertThat(resource(Map.of("postgres", "false")).start())
                .containsKey("kafka.bootstrap.servers")
                .doesNotContainKey("quarkus.datasource.jdbc.url");
        assertThat(resource(Map.of("kafka", "false")).start())
                .containsKey("quarkus.datasource.reactive.url")
                .doesNotContainKey("kafka.bootstrap.servers");
    }

    @Test
    void refusesBackendsThatItDoesNotKnow() {
        System.setProperty("embedded-backends", "cloud");
        try {
            assertThatThrownBy(() -> resource(Map.of()).start()).hasMessageContaining("'cloud'");
        } finally {
            System.clearProperty("embedded-backends");
        }
    }

    private static BackendsTestResource resource(Map<String, String> args) {
        var resource = new BackendsTestResource();
        resource.init(args);
        return resource;
    }
}
