package dev.kiln.callback.receive;

/**
 * What Kie posted to an address.
 *
 * @param body at most {@link dev.kiln.callback.decode.CallbackBody#MAX_BODY} bytes
 * @param timestamp the header {@code X-Webhook-Timestamp}, nullable
 * @param signature the header {@code X-Webhook-Signature}, nullable
 */
public record Delivery(byte[] body, String timestamp, String signature) {

    /** Neither body nor signature. */
    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes]";
    }
}
