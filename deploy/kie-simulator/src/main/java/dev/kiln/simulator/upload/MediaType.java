package dev.kiln.simulator.upload;

import java.util.Locale;

/** Media types by the ends of file names. */
public final class MediaType {

    private MediaType() {}

    /** @param name may be null */
    public static String of(String name) {
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "webp" -> "image/webp";
            case "gif" -> "image/gif";
            case "mp4" -> "video/mp4";
            case "mp3" -> "audio/mpeg";
            case "wav" -> "audio/wav";
            default -> "application/octet-stream";
        };
    }
}
