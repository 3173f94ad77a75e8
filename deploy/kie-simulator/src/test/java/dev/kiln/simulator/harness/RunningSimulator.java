package dev.kiln.simulator.harness;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The one configuration of all tests that run the simulator: quick tasks, four accounts, signed callbacks. */
public final class RunningSimulator implements QuarkusTestProfile {

    public static final String HMAC_KEY = "kie-test-hmac-key-0001";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("kie-simulator.accounts.main.key", "key-main"),
                Map.entry("kie-simulator.accounts.main.rate-limit", "100000"),
                Map.entry("kie-simulator.accounts.other.key", "key-other"),
                Map.entry("kie-simulator.accounts.narrow.key", "key-narrow"),
                Map.entry("kie-simulator.accounts.poor.key", "key-poor"),
                Map.entry("kie-simulator.accounts.poor.credits", "7.5"),
                Map.entry("kie-simulator.rate.limit", "3"),
                Map.entry("kie-simulator.rate.window", "1h"),
                Map.entry("kie-simulator.poll.limit", "100000"),
                Map.entry("kie-simulator.callback.late", "400ms"),
                Map.entry("kie-simulator.callback.gap", "100ms"),
                Map.entry("kie-simulator.record.hidden", "500ms"),
                Map.entry("kie-simulator.record.lag", "500ms"),
                Map.entry("kie-simulator.slow", "200ms"),
                Map.entry("kie-simulator.task-duration.min", "1ms"),
                Map.entry("kie-simulator.task-duration.max", "30ms"),
                Map.entry("kie-simulator.callback.retry-delay", "20ms"),
                Map.entry("kie-simulator.callback.timeout", "500ms"),
                Map.entry("kie-simulator.hang", "300ms"),
                Map.entry("kie-simulator.truth-log", "target/test-truth.jsonl"),
                Map.entry("kie-simulator.webhook-hmac-key", HMAC_KEY));
    }
}
