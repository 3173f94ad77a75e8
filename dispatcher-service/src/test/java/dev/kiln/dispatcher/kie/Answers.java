package dev.kiln.dispatcher.kie;

import java.nio.charset.StandardCharsets;

/** Answers of Kie, as they are on the wire. */
final class Answers {

    private Answers() {}

    static HttpAnswer http(int status, String body) {
        return new HttpAnswer(status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Kie's usual way: HTTP 200, and the code in the body. */
    static HttpAnswer coded(int code, String text) {
        return ok("{'code':%d,'msg':'%s','data':null}".formatted(code, text));
    }

    /** A record's data in Kie's envelope; single quotes stand for double ones. */
    static HttpAnswer data(String data) {
        return ok("{'code':200,'msg':'success','data':" + data + "}");
    }

    static HttpAnswer ok(String body) {
        return http(200, body.replace('\'', '"'));
    }
}
