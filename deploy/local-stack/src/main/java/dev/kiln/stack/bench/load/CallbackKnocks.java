package dev.kiln.stack.bench.load;

import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.GenerationIds;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Callbacks as Kie sends them, signed, each to an attempt of its own; after the last one the first comes again. */
final class CallbackKnocks implements Knocks {
    private static final int MANY = 20_000;
    private static final String FAMILY = "jobs";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<Knock> knocks;
    private int next;

    private CallbackKnocks(List<Knock> knocks) {
        this.knocks = knocks;
    }

    static CallbackKnocks of(DoorPlan plan, Clock clock) {
        var urls = new CallbackUrls(List.of(plan.secrets().get("tokenKey")));
        var hmacKey = plan.secrets().get("hmacKey");
        var random = new Random(plan.hashCode());
        var timestamp = clock.instant().getEpochSecond();
        var knocks = new ArrayList<Knock>(MANY);
        for (int i = 0; i < MANY; i++) {
            var address = new CallbackAddress(FAMILY, GenerationIds.encode(bytes(random, GenerationIds.BYTES)), 1);
            var taskId = HexFormat.of().formatHex(bytes(random, 16));
            var headers = MultiMap.caseInsensitiveMultiMap()
                    .add("Content-Type", "application/json")
                    .add("X-Webhook-Timestamp", Long.toString(timestamp))
                    .add("X-Webhook-Signature", signature(hmacKey, taskId + "." + timestamp));
            var body = Buffer.buffer(plan.body().replace(DoorPlan.TASK_ID, taskId));
            knocks.add(new Knock(urls.path(address), headers, body));
        }
        return new CallbackKnocks(knocks);
    }

    @Override
    public Knock next() {
        next = (next + 1) % knocks.size();
        return knocks.get(next);
    }

    private static byte[] bytes(Random random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String signature(String key, String signed) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
