package dev.kiln.dispatcher.kie;

/**
 * A create, ready to be sent.
 *
 * @param path absolute, below Kie's base URL
 * @param body JSON in UTF-8; holds the prompt and a secret callback URL
 */
public record CreateCall(String path, byte[] body) {

    @Override
    public String toString() {
        return "CreateCall[" + path + ", " + body.length + " bytes]";
    }
}
