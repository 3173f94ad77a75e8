package dev.kiln.stack.bench.load;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Clock;

/** The requests of a plan, made before the clock runs as far as they can be. */
interface Knocks {
    Knock next();

    static Knocks of(DoorPlan plan, Clock clock) {
        return switch (plan.kind()) {
            case FLOOR -> same(path(plan), MultiMap.caseInsensitiveMultiMap(), plan.body());
            case INTAKE -> generations(path(plan), plan.secrets().get("apiKey"), plan.body());
            case CALLBACKS -> CallbackKnocks.of(plan, clock);
        };
    }

    static Knocks generations(String path, String apiKey, String body) {
        return same(path, MultiMap.caseInsensitiveMultiMap().add("Authorization", "Bearer " + apiKey), body);
    }

    private static Knocks same(String path, MultiMap headers, String body) {
        var knock = new Knock(path, headers.add("Content-Type", "application/json"), Buffer.buffer(body));
        return () -> knock;
    }

    private static String path(DoorPlan plan) {
        return URI.create(plan.url()).getPath();
    }
}
