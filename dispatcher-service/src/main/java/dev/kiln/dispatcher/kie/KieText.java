package dev.kiln.dispatcher.kie;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Kie says in words where its codes do not tell: code 500 alone stands for a faulty request, a model switched off,
 * an empty account and a server in trouble.
 */
enum KieText {
    NO_CREDITS("credits? insufficient|insufficient (credit|balance)|not enough (credit|balance)|insufficient_credits"),
    KEY_CAP("apikey has exceeded|exceeded the (hourly|daily|total) limit"),
    PAUSED("temporarily paused"),
    TOO_FREQUENT("frequency is too high|rate limit exceeded|too many requests"),
    TRY_AGAIN("try again later"),
    FAULTY_REQUEST(
            "is required|within the range of|out of range|please enter |model name you specified is not supported"
                    + "|invalid model|page does not exist"),
    CONTENT_POLICY("sensitive|polic(y|ies)\\b|nsfw|moderat(ed|ion)|prohibited|unsafe|violat|inappropriate|flagged"
            + "|safety (filter|system|check)|harmful|copyright|google flow"),
    INPUT_UNREADABLE(
            "(fetch|download|access|load|read|retrieve|decode|process)\\b[^.]{0,40}\\b(image|file|url|media)"
                    + "|(image|file|url|media)s?\\b[^.]{0,40}\\b(unreadable|inaccessible|unreachable|not found|expired|corrupt"
                    + "|not accessible|access limits|fetch failed|download failed|cannot be|could not be|failed to (load|fetch))");

    private static final int READ_AT_MOST = 2000;
    private static final int SHOWN_AT_MOST = 500;
    private static final Pattern LINK = Pattern.compile("(?i)\\b(https?|data):\\S+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final Pattern pattern;

    KieText(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    boolean isIn(String text) {
        return pattern.matcher(cut(text, READ_AT_MOST).toLowerCase(Locale.ROOT)).find();
    }

    /** Kie's words for people: on one line, at most 500 characters, without links, which may be secrets; never blank. */
    static String shown(String code, String text) {
        String words = UNPRINTABLE
                .matcher(LINK.matcher(cut(text, READ_AT_MOST)).replaceAll("(link)"))
                .replaceAll(" ")
                .strip();
        if (!words.isEmpty()) {
            return cut(words, SHOWN_AT_MOST);
        }
        return code == null || code.isBlank()
                ? "Kie gave neither code nor text"
                : "Kie gave no text with code " + cut(UNPRINTABLE.matcher(code).replaceAll(" "), 60);
    }

    private static String cut(String text, int length) {
        if (text == null) {
            return "";
        }
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
