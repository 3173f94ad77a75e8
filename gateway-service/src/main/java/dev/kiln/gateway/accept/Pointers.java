package dev.kiln.gateway.accept;

/** JSON Pointers (RFC 6901). */
final class Pointers {

    private static final int LONGEST_NAME = 64;

    private Pointers() {}

    /** A field's name as a part of a pointer. */
    static String escaped(String name) {
        return shown(name).replace("~", "~0").replace("/", "~1");
    }

    /** Never half of a surrogate pair. */
    private static String shown(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        boolean splitsAPair = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1));
        return name.substring(0, splitsAPair ? LONGEST_NAME - 1 : LONGEST_NAME) + "…";
    }
}
