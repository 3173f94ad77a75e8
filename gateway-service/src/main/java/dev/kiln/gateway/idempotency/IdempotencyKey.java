package dev.kiln.gateway.idempotency;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that a tenant gives to one request, so that it can be sent again safely.
 *
 * @param text 1 to 255 visible ASCII characters
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The header field</a>
 */
public record IdempotencyKey(String text) {

    public static final String HEADER = "Idempotency-Key";

    /** What {@link #in} takes, for people. */
    public static final String RULE =
            "one string in quotes as RFC 8941 has it, or without quotes where it holds no quote,"
                    + " backslash, comma or semicolon; 1 to 255 visible ASCII characters";

    private static final Pattern QUOTED = Pattern.compile("\"((?:[!#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
    private static final Pattern BARE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    private static final int MAX_LENGTH = 255;
    /** With each character escaped, and quotes. */
    private static final int MAX_WRITTEN = 2 * MAX_LENGTH + 2;

    /** The key in the header's lines; empty where they are not exactly one that holds one. */
    public static Optional<IdempotencyKey> in(List<String> lines) {
        if (lines.size() != 1 || lines.getFirst().length() > MAX_WRITTEN) {
            return Optional.empty();
        }
        return read(lines.getFirst().strip())
                .filter(text -> !text.isEmpty() && text.length() <= MAX_LENGTH)
                .map(IdempotencyKey::new);
    }

    private static Optional<String> read(String written) {
        Matcher quoted = QUOTED.matcher(written);
        if (quoted.matches()) {
            return Optional.of(ESCAPED.matcher(quoted.group(1)).replaceAll("$1"));
        }
        return BARE.matcher(written).matches() ? Optional.of(written) : Optional.empty();
    }
}
