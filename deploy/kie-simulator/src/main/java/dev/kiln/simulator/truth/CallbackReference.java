package dev.kiln.simulator.truth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A callback URL as the log may hold it: without the token that ends it.
 *
 * @param reference the first two dotted parts of the last path segment, if it has three or more; else null
 * @param sha256 of the whole URL, lower-case hex
 */
public record CallbackReference(String reference, String sha256) {

    private static final int PARTS_WITH_TOKEN = 3;

    /** @param url may be null, then so is the answer */
    public static CallbackReference of(String url) {
        return url == null ? null : new CallbackReference(withoutToken(url), sha256(url));
    }

    private static String withoutToken(String url) {
        String path = url.split("[?#]", 2)[0];
        String[] parts = path.substring(path.lastIndexOf('/') + 1).split("\\.", -1);
        return parts.length < PARTS_WITH_TOKEN ? null : parts[0] + "." + parts[1];
    }

    private static String sha256(String url) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
