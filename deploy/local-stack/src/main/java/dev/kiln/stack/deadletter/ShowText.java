package dev.kiln.stack.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** One letter for people: what it is, its headers, its body. */
public final class ShowText {
    private ShowText() {}

    /**
     * @param resolution null while nothing was done about it
     * @param withPrompts whether the body is shown as it is
     */
    public static String of(WholeLetter whole, Resolution resolution, boolean withPrompts) {
        var letter = whole.letter();
        var lines = new ArrayList<String>();
        lines.add("letter   " + letter.id());
        lines.add("written  " + letter.at());
        lines.add("topic    " + letter.of().source().baseName() + ", by group "
                + letter.of().group());
        lines.add("reason   " + SafeText.of(letter.reason()));
        lines.add("detail   " + SafeText.of(letter.detail()));
        lines.add("key      " + SafeText.of(letter.key()));
        lines.add("state    " + (resolution == null ? "waits" : ListText.of(resolution)));
        lines.add("");
        lines.add("headers");
        whole.headers().forEach(header -> lines.add("  " + SafeText.of(header.name()) + ": " + value(header)));
        lines.add("");
        lines.add("body, " + letter.bytes() + " bytes");
        lines.add(ShownBody.of(whole, withPrompts).indent(2).stripTrailing());
        return String.join(System.lineSeparator(), lines);
    }

    private static String value(WholeLetter.NamedValue header) {
        return SafeText.of(header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
    }
}
