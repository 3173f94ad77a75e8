package dev.kiln.catalog;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The format {@code media-url}: a public https address that Kie can fetch, and nothing that points inside a network. */
final class MediaUrl implements Format {

    static final String NAME = "media-url";
    static final int MAX_LENGTH = 2048;

    private static final Pattern AUTHORITY = Pattern.compile("([^:@\\[\\]]*)(?::([0-9]{1,5}))?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?");
    private static final Pattern TOP_LEVEL = Pattern.compile("[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
    private static final int MAX_HOST = 253;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> PRIVATE_DOMAINS = Set.of(
            "localhost",
            "localdomain",
            "local",
            "internal",
            "intranet",
            "private",
            "lan",
            "home",
            "corp",
            "arpa",
            "test",
            "invalid",
            "onion");

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return problem(value).isEmpty();
    }

    /** What is wrong, without repeating the address; empty where nothing is. */
    static Optional<String> problem(String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException unreadable) {
            return Optional.of("must be a complete https address, with special characters percent-encoded");
        }
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("must begin with https://");
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            return Optional.of("must be a complete https address with a host name");
        }
        if (authority.contains("@")) {
            return Optional.of("must not hold a user name or password");
        }
        var parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.of(
                    authority.contains("[")
                            ? "must name a public host, not an IP address"
                            : "must be a complete https address with a host name");
        }
        if (parts.group(2) != null && Integer.parseInt(parts.group(2)) > MAX_PORT) {
            return Optional.of("must not name a port above " + MAX_PORT);
        }
        return problemOfHost(parts.group(1));
    }

    private static Optional<String> problemOfHost(String host) {
        String[] labels = host.split("\\.", -1);
        String last = labels[labels.length - 1];
        if (!last.isEmpty() && Character.isDigit(last.charAt(0))) {
            return Optional.of("must name a public host, not an IP address");
        }
        if (labels.length < 2 || PRIVATE_DOMAINS.contains(last)) {
            return Optional.of("must name a public host, not one inside a private network");
        }
        boolean wellFormed =
                host.length() <= MAX_HOST && TOP_LEVEL.matcher(last).matches();
        for (String label : labels) {
            wellFormed &= LABEL.matcher(label).matches();
        }
        return wellFormed
                ? Optional.empty()
                : Optional.of(
                        "must name a public host in plain letters, digits, hyphens and dots, without a final dot");
    }
}
