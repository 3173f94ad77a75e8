package dev.kiln.callback.receive.adapter;

import static io.restassured.RestAssured.given;

import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.GenerationIds;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Calls an attempt's URL as Kie does. */
final class Caller {

    static final String NEW_KEY = "kie-test-hmac-key-0001";
    static final String OLD_KEY = "kie-test-hmac-key-0002";

    private static final CallbackUrls URLS = new CallbackUrls(List.of("test-only-callback-token-key-000000000"));

    private final CallbackAddress address;

    private Caller(CallbackAddress address) {
        this.address = address;
    }

    /** The first attempt of a generation of its own. */
    static Caller of(String family, String generation) {
        return new Caller(
                new CallbackAddress(family, GenerationIds.ofRequest("studio", "/callback-test", generation), 1));
    }

    String generationId() {
        return address.generationId();
    }

    String path() {
        return URLS.path(address);
    }

    Response posts(byte[] body) {
        return given().contentType("application/json").body(body).post(path());
    }

    Response postsSigned(byte[] body, String taskId) {
        return postsSigned(body, taskId, NEW_KEY, Instant.now().getEpochSecond());
    }

    Response postsSigned(byte[] body, String taskId, String key, long timestamp) {
        return given().contentType("application/json")
                .header("X-Webhook-Timestamp", timestamp)
                .header("X-Webhook-Signature", signature(key, taskId + "." + timestamp))
                .body(body)
                .post(path());
    }

    private static String signature(String key, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
