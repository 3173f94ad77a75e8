package dev.kiln.simulator.wire;

/** What a caller gets; sealed, the HTTP adapter plays each kind. */
public sealed interface KieAnswer {

    /** A whole answer. */
    record Reply(int status, String contentType, String body) implements KieAnswer {

        public static Reply json(int status, String body) {
            return new Reply(status, "application/json;charset=UTF-8", body);
        }

        /** A gateway's page. */
        public static Reply html502() {
            return new Reply(502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body></body></html>");
        }

        /** The edge does not like the caller. */
        public static Reply text403() {
            return new Reply(403, "text/plain; charset=UTF-8", "error code: 1010");
        }
    }

    /** A whole answer after a while. */
    record LateReply(Reply reply) implements KieAnswer {}

    /** An answer that announces its length and breaks off half-way. */
    record CutReply(String body) implements KieAnswer {}

    /** The connection is closed without a byte. */
    record Reset() implements KieAnswer {}

    /** Nothing for a long time, then the connection is closed. */
    record Hang() implements KieAnswer {}
}
