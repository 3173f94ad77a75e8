package dev.kiln.contract;

/**
 * Why a generation failed.
 *
 * @param reason one of {@link Reason} or a later one: an open list
 * @param detail for people; at most 500 characters
 * @param retryable whether the same request, sent as a new generation, may succeed
 * @param billed whether Kie charged for it
 */
public record Failure(String reason, String detail, boolean retryable, boolean billed) {

    public Failure {
        Required.text("reason", reason);
        Required.text("detail", Required.shortText("detail", detail, 500));
    }
}
