package dev.kiln.stack.chaos;

import dev.kiln.stack.Part;
import dev.kiln.stack.StackOptions;
import dev.kiln.stack.process.JavaFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The stack of a run: several accounts at Kie, times shortened as its size says. */
final class ChaosSettings {
    private static final Duration SHORTEST_TASK = Duration.ofMillis(300);
    private static final Duration LONGEST_TASK = Duration.ofSeconds(2);

    private ChaosSettings() {}

    static StackOptions options(Path root, String name, ChaosSize size) {
        var environment = new EnumMap<Part, Map<String, String>>(Part.class);
        environment.put(Part.DISPATCHER, dispatcher(size));
        environment.put(Part.SIMULATOR, simulator(size));
        for (var account = 1; account < size.accounts(); account++) {
            var key = "sim_" + UUID.randomUUID();
            environment.get(Part.SIMULATOR).put("KIE_SIMULATOR_ACCOUNTS__A" + account + "__KEY", key);
            environment.get(Part.DISPATCHER).put("KILN_KIE_ACCOUNTS__A" + account + "__API_KEY", key);
        }
        return StackOptions.of(root, name)
                .withTasksOf(SHORTEST_TASK, LONGEST_TASK)
                .withFlags(JavaFlags.fastStart().with(Part.SIMULATOR.title(), List.of("-Xmx512m")))
                .withEnvironment(environment);
    }

    private static Map<String, String> dispatcher(ChaosSize size) {
        var environment = new HashMap<String, String>();
        environment.put("KILN_KIE_CREATES_PER_WINDOW", Integer.toString(size.limit()));
        environment.put(
                "KILN_SUBMIT_SLOT_WINDOW", size.window().plus(size.margin()).toString());
        environment.put("KILN_KIE_ANSWER_TIMEOUT", size.answer().toString());
        environment.put("KILN_SUBMIT_SLOT_UNANSWERED", size.unanswered().toString());
        environment.put("KILN_DOUBT_PARKS_AFTER", size.doubt().toString());
        environment.put("KILN_POLL_FIRST_AFTER", "PT4S");
        environment.put("KILN_POLL_SHORTEST_INTERVAL", "PT2S");
        environment.put("KILN_POLL_CONFIRM_AFTER", "PT4S");
        environment.put("KILN_STOPPED_FIRST_CHECK_AFTER", "PT2S");
        environment.put("KAFKA_GROUP_INSTANCE_ID", "dispatcher-of-the-chaos");
        return environment;
    }

    private static Map<String, String> simulator(ChaosSize size) {
        var environment = new HashMap<String, String>();
        environment.put("KIE_SIMULATOR_RATE_LIMIT", Integer.toString(size.limit()));
        environment.put("KIE_SIMULATOR_RATE_WINDOW", size.window().toString());
        environment.put("KIE_SIMULATOR_CALLBACK_LATE", size.late().toString());
        environment.put("KIE_SIMULATOR_TRUTH_MAX", Integer.toString(10_000 + 40 * size.requests()));
        environment.put("KIE_SIMULATOR_TASKS_MAX", Integer.toString(10_000 + 2 * size.requests()));
        return environment;
    }
}
