package dev.kiln.stack;

import dev.kiln.backends.FreePort;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** The ports of one local stack, all on the loopback interface. */
public record StackPorts(int kafka, int postgres, Map<Part, Integer> http, Map<Part, Integer> management) {
    /** Ports that are free now. */
    public static StackPorts pick() {
        return pick(OptionalInt.empty());
    }

    /** @param callback the port of callback-service, where it must be a certain one */
    static StackPorts pick(OptionalInt callback) {
        var http = new EnumMap<Part, Integer>(Part.class);
        var management = new EnumMap<Part, Integer>(Part.class);
        for (var part : Part.values()) {
            http.put(part, FreePort.pick());
            management.put(part, FreePort.pick());
        }
        callback.ifPresent(port -> http.put(Part.CALLBACK, port));
        return new StackPorts(FreePort.pick(), FreePort.pick(), http, management);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + kafka;
    }

    /** The base URL of what a part serves. */
    public String url(Part part) {
        return "http://127.0.0.1:" + http.get(part);
    }

    /** The base URL of a part's health and metrics. */
    public String managementUrl(Part part) {
        return "http://127.0.0.1:" + management.get(part);
    }
}
