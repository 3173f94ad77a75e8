package dev.kiln.simulator.create;

/** What the creator of a task gets; sealed, the HTTP adapter plays each kind. */
public sealed interface CreateAnswer {

    /** A whole answer. */
    record Reply(int status, String contentType, String body) implements CreateAnswer {

        static Reply json(int status, String body) {
            return new Reply(status, "application/json;charset=UTF-8", body);
        }
    }

    /** An answer that announces its length and breaks off half-way. */
    record CutReply(String body) implements CreateAnswer {}

    /** The connection is closed without a byte. */
    record Reset() implements CreateAnswer {}

    /** Nothing for a long time, then the connection is closed. */
    record Hang() implements CreateAnswer {}
}
