package dev.kiln.stack.deadletter;

import java.util.function.IntPredicate;

/** Text of strangers, fit for a terminal. */
public final class SafeText {
    private SafeText() {}

    /** Control and format characters, which could move the cursor or turn the line around, become {@code \\uXXXX}. */
    public static String of(String text) {
        return escaped(text, SafeText::isShown);
    }

    /** As {@link #of}, at most so many characters. */
    public static String of(String text, int longest) {
        var safe = of(text);
        return safe.length() <= longest ? safe : safe.substring(0, longest - 1) + "…";
    }

    /** As {@link #of}, but line ends and tabs stay. */
    public static String ofLines(String text) {
        return escaped(text, c -> c == '\n' || c == '\t' || isShown(c));
    }

    private static String escaped(String text, IntPredicate shown) {
        if (text == null) {
            return "-";
        }
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (shown.test(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append("\\u%04x".formatted(c));
            }
        });
        return safe.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
