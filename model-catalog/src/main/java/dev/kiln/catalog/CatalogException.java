package dev.kiln.catalog;

/** A model file that cannot be used; the message names the file, the place in it (JSON Pointer) and what is wrong. */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final String pointer;

    public CatalogException(String file, String pointer, String problem) {
        super(file + (pointer.isEmpty() ? "" : " at " + pointer) + ": " + problem);
        this.file = file;
        this.pointer = pointer;
    }

    public String file() {
        return file;
    }

    /** Empty where the file as a whole is meant. */
    public String pointer() {
        return pointer;
    }
}
