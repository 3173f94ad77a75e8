package dev.kiln.callback.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks Kie's signature: HMAC-SHA256 over {@code taskId.timestamp} in Base64. It covers the task's id alone, never the
 * body.
 *
 * @see <a href="https://docs.kie.ai/common-api/webhook-verification">Webhook Security Verification</a>
 */
public final class WebhookSignature {

    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,11}");

    private final List<SecretKeySpec> keys;
    private final Duration window;
    private final Clock clock;

    /** Every key is accepted, so that keys can be rotated; without a key nothing is checked. */
    public WebhookSignature(List<String> keys, Duration window, Clock clock) {
        if (keys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("kiln.callback.hmac-keys has a blank key");
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("kiln.callback.signature-window is not above zero");
        }
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .toList();
        this.window = window;
        this.clock = clock;
    }

    /**
     * Judges the two headers of a callback.
     *
     * @param timestamp {@code X-Webhook-Timestamp}, Unix seconds; nullable
     * @param signature {@code X-Webhook-Signature}, standard Base64; nullable
     */
    public SignatureVerdict judge(String taskId, String timestamp, String signature) {
        if (keys.isEmpty()) {
            return SignatureVerdict.ACCEPTED;
        }
        if (timestamp == null || signature == null) {
            return SignatureVerdict.MISSING;
        }
        if (!UNIX_SECONDS.matcher(timestamp).matches() || !fits(taskId + "." + timestamp, signature)) {
            return SignatureVerdict.BAD;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        Duration age = Duration.between(signedAt, clock.instant()).abs();
        return age.compareTo(window) > 0 ? SignatureVerdict.STALE : SignatureVerdict.ACCEPTED;
    }

    private boolean fits(String signed, String signature) {
        byte[] presented = decoded(signature);
        boolean fits = false;
        for (SecretKeySpec key : keys) {
            fits |= MessageDigest.isEqual(hmac(key, signed), presented);
        }
        return fits;
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] hmac(SecretKeySpec key, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
