package dev.kiln.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.GenerationInDoubt;
import dev.kiln.contract.GenerationSucceeded;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the whole service shows of itself. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class MetricsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(kiln_[a-z_]+)(\\{[^}]*})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void showsWhatStandsByAccountModelAndStateWithTheLabelsOfTheTable() {
        try (Studio studio = new Studio()) {
            String doubtful = studio.request("reset " + UUID.randomUUID());
            String ended = studio.request("polled " + UUID.randomUUID());
            studio.await(doubtful, GenerationInDoubt.class);
            studio.await(ended, GenerationSucceeded.class);
        }

        String account = "account=\"main\"";
        String model = "model=\"kling/v2-1-pro\"";
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(scrape())
                        .containsPattern(
                                "kiln_dispatcher_tasks\\{" + account + "," + model + ",state=\"in_doubt\"} [1-9]")
                        .containsPattern("kiln_dispatcher_oldest_task_age_seconds\\{" + account + "," + model
                                + ",state=\"in_doubt\"} \\d")
                        .containsPattern("kiln_dispatcher_endings_total\\{" + account + ",by=\"record\"," + model
                                + ",state=\"succeeded\"} [1-9]")
                        .containsPattern("kiln_dispatcher_callbacks_lost_total\\{" + account + "," + model + "} [1-9]")
                        .containsPattern("kiln_dispatcher_creates_total\\{" + account + "," + model
                                + ",outcome=\"in_doubt\"} [1-9]")
                        .containsPattern("kiln_dispatcher_slots\\{" + account + "} 100")
                        .containsPattern("kiln_dispatcher_slots_used\\{" + account + "} [1-9]")
                        .containsPattern("kiln_dispatcher_outbox_age_seconds \\d"));
        MetricsTable table = new MetricsTable();
        SAMPLE.matcher(scrape())
                .results()
                .forEach(sample -> assertThat(labels(sample.group(2)))
                        .as(sample.group(1))
                        .isEqualTo(table.labels(sample.group(1))));
    }

    private String scrape() {
        return RestAssured.get(management.resolve("/q/metrics")).asString();
    }

    private static Set<String> labels(String text) {
        Set<String> names = new TreeSet<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(label -> names.add(label.group(1)));
        }
        return names;
    }
}
