package dev.kiln.contract;

/**
 * One thing wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the request's body, for instance {@code /input/duration}
 * @param detail what is wrong and what would be right; never repeats the value of a prompt
 */
public record Fault(String pointer, String detail) {

    public Fault {
        Required.present("pointer", pointer);
        Required.text("detail", detail);
    }
}
