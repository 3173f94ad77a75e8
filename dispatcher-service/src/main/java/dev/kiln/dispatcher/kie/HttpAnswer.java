package dev.kiln.dispatcher.kie;

/**
 * A complete answer of Kie's HTTP API.
 *
 * @param body decoded from its content encoding, and capped by who read it
 */
public record HttpAnswer(int status, byte[] body) {

    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", " + body.length + " bytes]";
    }
}
