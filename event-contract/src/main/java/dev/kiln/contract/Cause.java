package dev.kiln.contract;

/**
 * Why a step was taken that is not the end.
 *
 * @param reason one of {@link Reason} or a later one: an open list
 * @param detail for people; at most 500 characters
 */
public record Cause(String reason, String detail) {

    public Cause {
        Required.text("reason", reason);
        Required.text("detail", Required.shortText("detail", detail, 500));
    }
}
