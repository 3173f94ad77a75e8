package dev.kiln.simulator.upload;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where an upload is put: the same place again overwrites it.
 *
 * @param folder without a slash at either end
 */
public record UploadPlace(String folder, String fileName) {

    private static final Pattern FOLDER = Pattern.compile("[\\w.@ -]{1,80}(/[\\w.@ -]{1,80}){0,9}");
    private static final Pattern NAME = Pattern.compile("[\\w.@ ()-]{1,200}");

    /** @throws IllegalArgumentException naming the field that does not fit */
    public UploadPlace {
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException("uploadPath is required");
        }
        if (!FOLDER.matcher(folder).matches() || climbs(folder)) {
            throw new IllegalArgumentException("uploadPath must be a path without a slash at either end");
        }
        if (!NAME.matcher(fileName).matches() || climbs(fileName)) {
            throw new IllegalArgumentException("fileName must be a plain file name");
        }
    }

    /**
     * @param fileName as asked for; null or blank for a new unique one
     * @param original the name that the file had, whose extension a new name keeps; may be null
     */
    public static UploadPlace of(String folder, String fileName, String original) {
        boolean named = fileName != null && !fileName.isBlank();
        return new UploadPlace(folder, named ? fileName : UUID.randomUUID() + extension(original));
    }

    private static boolean climbs(String path) {
        return ("/" + path + "/").contains("/../") || ("/" + path + "/").contains("/./");
    }

    private static String extension(String name) {
        return Optional.ofNullable(name)
                .filter(each -> each.matches(".*\\.[A-Za-z0-9]{1,5}"))
                .map(each -> each.substring(each.lastIndexOf('.')).toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
