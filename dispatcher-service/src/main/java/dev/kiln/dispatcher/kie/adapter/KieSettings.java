package dev.kiln.dispatcher.kie.adapter;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Where Kie is and how long it may take.
 *
 * @param baseUrl http or https; may end in a path that stands before every path of Kie's API
 * @param connectTimeout until a connection is open, name lookup and TLS included
 * @param answerTimeout from the first byte of a create to the last of its answer
 * @param readTimeout for one read of a record or a balance, from start to end
 * @param userAgent Kie's edge refuses requests without one, or with that of a library
 */
public record KieSettings(
        URI baseUrl, Duration connectTimeout, Duration answerTimeout, Duration readTimeout, String userAgent) {

    public KieSettings {
        checkBaseUrl(baseUrl);
        checkTimeout("connect timeout", connectTimeout);
        checkTimeout("answer timeout", answerTimeout);
        checkTimeout("read timeout", readTimeout);
        if (userAgent == null || userAgent.isBlank() || !userAgent.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("Kie's user agent must be printable ASCII and not blank");
        }
    }

    boolean secure() {
        return baseUrl.getScheme().equalsIgnoreCase("https");
    }

    int port() {
        return baseUrl.getPort() >= 0 ? baseUrl.getPort() : secure() ? 443 : 80;
    }

    /** A path of Kie's API below the base URL's own. */
    String path(String path) {
        String before = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        return (before.endsWith("/") ? before.substring(0, before.length() - 1) : before) + path;
    }

    private static void checkBaseUrl(URI url) {
        if (url == null
                || url.getHost() == null
                || url.getScheme() == null
                || !url.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "Kie's base URL must be http(s)://host[:port][/path], without user, query or fragment");
        }
    }

    private static void checkTimeout(String name, Duration timeout) {
        if (timeout == null || timeout.toMillis() < 1 || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("Kie's " + name + " must be from 1 ms to 10 min, but is " + timeout);
        }
    }
}
