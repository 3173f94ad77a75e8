package dev.kiln.gateway.accept;

/** JSON Pointers (RFC 6901). */
final class Pointers {

    private static final int LONGEST_NAME = 64;

    private Pointers() {}

    /** A field's name as a part of a pointer. */
    static String escaped(String name) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
