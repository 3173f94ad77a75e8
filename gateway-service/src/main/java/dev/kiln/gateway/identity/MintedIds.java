package dev.kiln.gateway.identity;

import dev.kiln.contract.GenerationIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ids that prove without a lookup that this gateway minted them, for which tenant and when: 48 bits of time, 80 random
 * bits and a 32-bit tag.
 */
public final class MintedIds {

    private static final int MIN_KEY_LENGTH = 32;
    private static final int TIME_BYTES = 6;
    private static final int RANDOM_BYTES = 10;
    private static final int BODY_BYTES = TIME_BYTES + RANDOM_BYTES;
    private static final int TAG_BYTES = GenerationIds.BYTES - BODY_BYTES;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Clock clock;
    private final RandomGenerator random;

    /** A key of fewer than 32 characters is an {@link IllegalArgumentException}. */
    public MintedIds(String tagKey, Clock clock, RandomGenerator random) {
        if (tagKey.length() < MIN_KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "kiln.ids.tag-key must be a secret of at least " + MIN_KEY_LENGTH + " characters");
        }
        this.key = new SecretKeySpec(tagKey.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
        this.random = random;
    }

    public MintedId mint(String tenantId) {
        long millis = clock.millis();
        byte[] drawn = new byte[RANDOM_BYTES];
        random.nextBytes(drawn);
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putShort((short) (millis >>> 32))
                .putInt((int) millis)
                .put(drawn)
                .array();
        byte[] id = ByteBuffer.allocate(GenerationIds.BYTES)
                .put(body)
                .put(tag(tenantId, body))
                .array();
        return new MintedId(GenerationIds.encode(id), Instant.ofEpochMilli(millis));
    }

    /** When the id was minted for the tenant; empty for any other text, another tenant's ids included. */
    public Optional<Instant> verify(String tenantId, String id) {
        if (!GenerationIds.isWellFormed(id)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(GenerationIds.decode(id));
        byte[] body = new byte[BODY_BYTES];
        byte[] tag = new byte[TAG_BYTES];
        bytes.get(body).get(tag);
        if (!MessageDigest.isEqual(tag, tag(tenantId, body))) {
            return Optional.empty();
        }
        ByteBuffer time = ByteBuffer.wrap(body);
        long high = Short.toUnsignedLong(time.getShort());
        long low = Integer.toUnsignedLong(time.getInt());
        return Optional.of(Instant.ofEpochMilli(high << 32 | low));
    }

    private byte[] tag(String tenantId, byte[] body) {
        try {
            byte[] tenant = tenantId.getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(4).putInt(tenant.length).array());
            mac.update(tenant);
            return ByteBuffer.allocate(TAG_BYTES)
                    .put(mac.doFinal(body), 0, TAG_BYTES)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
