package dev.kiln.gateway.accept;

/** The body is no JSON object that can be read; the message is safe to send. */
final class UnreadableBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableBody(String detail) {
        super(detail, null, false, false);
    }
}
