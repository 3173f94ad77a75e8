package dev.kiln.simulator.harness;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Time a thousand times as fast, odd shapes in every answer, a mix of faults from the start, the usual poll limit. */
public final class AcceleratedSimulator implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("kie-simulator.accounts.main.key", "key-main"),
                Map.entry("kie-simulator.accounts.main.credits", "100"),
                Map.entry("kie-simulator.accounts.main.cap", "50"),
                Map.entry("kie-simulator.accounts.poor.key", "key-poor"),
                Map.entry("kie-simulator.accounts.poor.credits", "0"),
                Map.entry("kie-simulator.accounts.polls.key", "key-polls"),
                Map.entry("kie-simulator.time-factor", "1000"),
                Map.entry("kie-simulator.poll.window", "1h"),
                Map.entry("kie-simulator.results.keep", "10m"),
                Map.entry("kie-simulator.uploads.keep", "5m"),
                Map.entry(
                        "kie-simulator.always",
                        "message-key,text-code,status-as-code,credits-as-500,upload-quickstart,straight"),
                Map.entry("kie-simulator.scenario", "charge-fraction:1"));
    }
}
