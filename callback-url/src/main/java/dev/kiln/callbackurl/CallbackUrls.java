package dev.kiln.callbackurl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads {@code /v1/kie/{family}/{generationId}.{attempt}.{token}}. The token is 128 bits of HMAC-SHA256 over
 * the rest: who holds the URL may speak of that one attempt. A URL is a secret.
 */
public final class CallbackUrls {

    /** Where callbacks arrive, below the public address. */
    public static final String PATH = "/v1/kie/";

    private static final int MIN_KEY_LENGTH = 32;
    private static final int TOKEN_BYTES = 16;
    private static final Pattern REFERENCE = Pattern.compile("([^./]{1,64})\\.([1-9][0-9]{0,8})\\.([A-Za-z0-9_-]{22})");

    private final List<SecretKeySpec> keys;

    /** The first key writes, every key reads, so that keys can be rotated; each has at least 32 characters. */
    public CallbackUrls(List<String> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("kiln.callback.token-keys is empty: give one key of 32 characters");
        }
        if (keys.stream().anyMatch(key -> key.length() < MIN_KEY_LENGTH)) {
            throw new IllegalArgumentException("kiln.callback.token-keys has a key of less than 32 characters");
        }
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .toList();
    }

    /** The path of the attempt's URL, from the slash on. */
    public String path(CallbackAddress address) {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(token(keys.get(0), address));
        return PATH + address.family() + "/" + address.generationId() + "." + address.attempt() + "." + token;
    }

    /** Reads the two last segments of a path; empty for a wrong token and for anything else that was not written here. */
    public Optional<CallbackAddress> verify(String family, String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            return Optional.empty();
        }
        CallbackAddress address = new CallbackAddress(family, parts.group(1), Integer.parseInt(parts.group(2)));
        byte[] presented = presented(parts.group(3));
        boolean genuine = false;
        for (SecretKeySpec key : keys) {
            genuine |= MessageDigest.isEqual(token(key, address), presented);
        }
        return genuine ? Optional.of(address) : Optional.empty();
    }

    private static byte[] presented(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] token(SecretKeySpec key, CallbackAddress address) {
        String signed = address.family() + "/" + address.generationId() + "." + address.attempt();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)), TOKEN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
