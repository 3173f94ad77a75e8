package dev.kiln.stack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Made anew for every stack; none of them opens anything else. */
public record StackSecrets(
        String apiKey, String otherApiKey, String kieApiKey, String idsTagKey, String tokenKey, String hmacKey) {
    static StackSecrets create() {
        var random = new SecureRandom();
        return new StackSecrets(
                "kiln_local_" + hex(random, 16),
                "kiln_other_" + hex(random, 16),
                "sim_" + hex(random, 16),
                hex(random, 32),
                hex(random, 32),
                hex(random, 32));
    }

    /** As services know a caller's key: lower-case hex of its SHA-256. */
    public static String hash(String apiKey) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "StackSecrets[…]";
    }

    private static String hex(SecureRandom random, int bytes) {
        var value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
