package dev.kiln.stack.secret;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Something that a run knew and that must not get out.
 *
 * @param name what a finding calls it, without what it is
 * @param shape finds it in a text
 * @param mayBeAt the places where it belongs
 */
public record Secret(String name, Pattern shape, Predicate<String> mayBeAt) {

    /** A value that belongs nowhere. */
    public static Secret of(String name, String value) {
        return matching(name, Pattern.quote(value));
    }

    /** Whatever has the shape belongs nowhere. */
    public static Secret matching(String name, String regex) {
        return new Secret(name, Pattern.compile(regex), place -> false);
    }

    /** The same, but for places that begin so. */
    public Secret butAt(String beginning) {
        return new Secret(name, shape, mayBeAt.or(place -> place.startsWith(beginning)));
    }

    @Override
    public String toString() {
        return name;
    }
}
