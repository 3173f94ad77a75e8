package dev.kiln.stack.containers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A service of docker-compose.yml. */
record ComposeService(String name, Map<String, Object> keys) {
    private static final long MEGABYTE = 1024 * 1024;

    String image() {
        return text("image");
    }

    /** Null where the image's own stands. */
    String user() {
        return text("user");
    }

    boolean readOnly() {
        return Boolean.TRUE.equals(keys.get("read_only"));
    }

    /** Whether it starts where this is the only profile that is named; what is in none starts in any. */
    boolean startsIn(String profile) {
        var profiles = list("profiles");
        return profiles.isEmpty() || profiles.contains(profile);
    }

    List<String> list(String key) {
        return values(key).stream().map(Object::toString).toList();
    }

    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        map("environment").forEach((name, value) -> environment.put(name, Objects.toString(value, "")));
        return environment;
    }

    /** The services that start before it. */
    List<String> dependsOn() {
        return List.copyOf(map("depends_on").keySet());
    }

    /** Runs and ends, and has no health to ask for. */
    boolean oneShot() {
        return Boolean.TRUE.equals(map("healthcheck").get("disable"));
    }

    List<String> healthTest() {
        return map("healthcheck").get("test") instanceof List<?> test
                ? test.stream().map(Object::toString).toList()
                : List.of();
    }

    Duration health(String key) {
        return Duration.parse("PT" + map("healthcheck").get(key).toString().toUpperCase(Locale.ROOT));
    }

    int healthRetries() {
        return (Integer) map("healthcheck").get("retries");
    }

    /** Bytes; 0 where there is no limit. */
    long memory() {
        var limit = text("mem_limit");
        if (limit == null) {
            return 0;
        }
        var number = Long.parseLong(limit.substring(0, limit.length() - 1));
        return limit.endsWith("g") ? number * 1024 * MEGABYTE : number * MEGABYTE;
    }

    /** Mount options by path. */
    Map<String, String> tmpfs() {
        var mounts = new LinkedHashMap<String, String>();
        for (var mount : list("tmpfs")) {
            var colon = mount.indexOf(':');
            mounts.put(mount.substring(0, colon), mount.substring(colon + 1));
        }
        return mounts;
    }

    private String text(String key) {
        var value = keys.get(key);
        return value == null ? null : value.toString();
    }

    private List<?> values(String key) {
        return keys.get(key) instanceof List<?> values ? values : List.of();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String key) {
        return keys.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
