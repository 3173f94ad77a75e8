package dev.kiln.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The form of a generation's id, {@code gen_} and 160 bits in Crockford's base32, and how an id is derived. */
public final class GenerationIds {

    /** Bytes behind the prefix. */
    public static final int BYTES = 20;

    private static final String PREFIX = "gen_";
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = PREFIX.length() + BYTES * 8 / 5;

    private GenerationIds() {}

    public static boolean isWellFormed(String id) {
        if (id == null || id.length() != LENGTH || !id.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            if (ALPHABET.indexOf(id.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The id of a generation requested by topic without one. Public and stable: the requester can compute it from its
     * own tenant and its event's {@code ce_source} and {@code ce_id}.
     */
    public static String ofRequest(String tenantId, String source, String eventId) {
        return derived("request", tenantId, source, eventId);
    }

    /** The id of a generation requested by REST with an Idempotency-Key: the same for the same tenant and key. */
    public static String ofIdempotencyKey(String tenantId, String key) {
        return derived("idempotency-key", tenantId, key);
    }

    /** Writes exactly {@link #BYTES} bytes as an id. */
    public static String encode(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a generation's id has " + BYTES + " bytes");
        }
        StringBuilder text = new StringBuilder(PREFIX);
        long buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = (buffer << 8) | (next & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((int) (buffer >>> bits) & 31));
            }
            buffer &= (1L << bits) - 1;
        }
        return text.toString();
    }

    /** Reads the bytes of a well-formed id; anything else is an {@link IllegalArgumentException}. */
    public static byte[] decode(String id) {
        if (!isWellFormed(id)) {
            throw new IllegalArgumentException("not a generation's id");
        }
        byte[] bytes = new byte[BYTES];
        long buffer = 0;
        int bits = 0;
        int at = 0;
        for (char next : id.substring(PREFIX.length()).toCharArray()) {
            buffer = (buffer << 5) | ALPHABET.indexOf(next);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >>> bits);
                buffer &= (1L << bits) - 1;
            }
        }
        return bytes;
    }

    /** Length-prefixed parts, so that no two lists of parts read alike. */
    private static String derived(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return encode(Arrays.copyOf(digest.digest(), BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
