package dev.kiln.simulator.upload;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file as a bare Base64 text or a data URL.
 *
 * @param mediaType null if the text does not tell
 */
public record Base64File(String mediaType, byte[] content) {

    private static final Pattern HEAD = Pattern.compile("data:([\\w.+-]+/[\\w.+-]+);base64,");
    private static final int LONGEST_HEAD = 200;

    /** @throws IllegalArgumentException if it is neither */
    public static Base64File read(String text) {
        Matcher head = HEAD.matcher(text.substring(0, Math.min(text.length(), LONGEST_HEAD)));
        boolean url = head.lookingAt();
        try {
            byte[] content = Base64.getDecoder().decode(url ? text.substring(head.end()) : text);
            return new Base64File(url ? head.group(1) : null, content);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("base64Data must be Base64 or a data URL", e);
        }
    }

    /** The ending of a file of that type, with its dot; empty if there is none. */
    public String ending() {
        return switch (mediaType) {
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "image/webp" -> ".webp";
            case "image/gif" -> ".gif";
            case "video/mp4" -> ".mp4";
            case null, default -> "";
        };
    }
}
