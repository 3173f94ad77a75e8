package dev.kiln.contract;

import java.util.Map;
import java.util.regex.Pattern;

/** What a requester may hang on a request to find it again. */
public final class References {

    /** The characters and the length of a {@code reference}. */
    public static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

    public static final int MAX_METADATA_ENTRIES = 16;
    /** In characters. */
    public static final int MAX_METADATA_KEY = 64;
    /** In characters. */
    public static final int MAX_METADATA_VALUE = 256;

    private References() {}

    static void check(String reference) {
        if (reference != null && !REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException("reference is not 1 to 64 of A-Z a-z 0-9 . _ : / -");
        }
    }

    static Map<String, String> checkedMetadata(Map<String, String> metadata) {
        if (metadata == null) {
            return Map.of();
        }
        if (metadata.size() > MAX_METADATA_ENTRIES) {
            throw new IllegalArgumentException("metadata has more than " + MAX_METADATA_ENTRIES + " entries");
        }
        metadata.forEach((key, value) -> {
            Required.text("metadata key", Required.shortText("metadata key", key, MAX_METADATA_KEY));
            Required.present("metadata value", Required.shortText("metadata value", value, MAX_METADATA_VALUE));
        });
        return Map.copyOf(metadata);
    }
}
