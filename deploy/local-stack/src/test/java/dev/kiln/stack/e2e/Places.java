package dev.kiln.stack.e2e;

import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import dev.kiln.contract.GenerationIds;
import dev.kiln.stack.LocalStack;
import dev.kiln.stack.Part;
import java.util.List;

/** Where the services of a stack can be spoken to from outside. */
final class Places {
    private static final String JSON = "Content-Type: application/json\r\n";

    private final LocalStack stack;
    private final String key;

    Places(LocalStack stack) {
        this.stack = stack;
        this.key = "Authorization: Bearer " + stack.apiKey() + "\r\n";
    }

    /** A line of the head: the tenant's. */
    String key() {
        return key;
    }

    List<Place> everywhere() {
        return List.of(generations(), quotes(), cancel(), stranger(), callback(), wrongCallback(), usage());
    }

    Place generations() {
        return generations(JSON, key);
    }

    private Place generations(String... headers) {
        return Place.on("generations", url(Part.GATEWAY), "POST /v1/generations", headers);
    }

    Place keyed() {
        return generations(JSON, key, "Idempotency-Key: \"bounds\"\r\n");
    }

    Place stranger() {
        return Place.on("a stranger's", url(Part.GATEWAY), "POST /v1/generations", JSON);
    }

    Place quotes() {
        return Place.on("quotes", url(Part.GATEWAY), "POST /v1/quotes", JSON, key);
    }

    Place cancel() {
        var path = "POST /v1/generations/" + generation("nobody's") + "/cancel";
        return Place.on("cancel", url(Part.GATEWAY), path, JSON, key);
    }

    Place callback() {
        return callbackOf("hostile");
    }

    /** @param whose apart from others' */
    Place callbackOf(String whose) {
        return callback(callbackPath(whose));
    }

    private Place callback(String path) {
        return Place.on("callback", url(Part.CALLBACK), "POST " + path, JSON);
    }

    private String callbackPath(String whose) {
        var urls = new CallbackUrls(List.of(stack.secrets().tokenKey()));
        return urls.path(new CallbackAddress("jobs", generation(whose), 1));
    }

    /** An id that no request has. */
    static String generation(String whose) {
        return GenerationIds.ofRequest("local", "/test/bounds", whose);
    }

    Place wrongCallback() {
        var path = callbackPath("hostile");
        return callback(path.substring(0, path.length() - 22) + "A".repeat(22));
    }

    Place usage() {
        return Place.on("usage", url(Part.BILLING), "POST /v1/usage", JSON, key);
    }

    String url(Part part) {
        return stack.ports().url(part);
    }
}
