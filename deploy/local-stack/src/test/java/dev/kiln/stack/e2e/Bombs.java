package dev.kiln.stack.e2e;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Bodies that cost their reader more than their writer, or mean two things. */
final class Bombs {
    private static final int MANY = 100_000;
    private static final String GOOD_PROMPT = "\"prompt\": \"A paper boat\"";

    private Bombs() {}

    /** By what is wrong with them; each fits into a megabyte. */
    static Map<String, byte[]> json() {
        var bombs = new LinkedHashMap<String, byte[]>();
        bombs.put("deep arrays", bytes("[".repeat(MANY)));
        bombs.put("deep objects", bytes("{\"a\":".repeat(MANY)));
        bombs.put("deep input", request("\"a\": " + "[".repeat(MANY) + "]".repeat(MANY)));
        bombs.put("100,000 names", request(names()));
        bombs.put("100,000 items", request("\"image_urls\": [" + "0,".repeat(MANY) + "0]"));
        bombs.put("huge exponent", request(GOOD_PROMPT + ", \"cfg_scale\": 1e999999999"));
        bombs.put("tiny exponent", request(GOOD_PROMPT + ", \"cfg_scale\": 1e-999999999"));
        bombs.put("100,000 digits", request(GOOD_PROMPT + ", \"cfg_scale\": " + "9".repeat(MANY)));
        bombs.put("exponent of 100,000 digits", request(GOOD_PROMPT + ", \"cfg_scale\": 1e" + "9".repeat(MANY)));
        bombs.put("a string of 900,000", request("\"prompt\": \"" + "x".repeat(9 * MANY) + '"'));
        bombs.put("a name of 900,000", request("\"" + "x".repeat(9 * MANY) + "\": 1"));
        bombs.put("a name twice", request(GOOD_PROMPT + ", " + GOOD_PROMPT));
        bombs.put("a second document", bytes(text(request(GOOD_PROMPT)) + "{}"));
        bombs.put("no UTF-8", raw(request("\"prompt\": \"??\""), (byte) 0xc3, (byte) 0x28));
        bombs.put("overlong UTF-8", raw(request("\"prompt\": \"??\""), (byte) 0xc0, (byte) 0xaf));
        bombs.put("a byte order mark", bytes("\ufeff" + text(request(GOOD_PROMPT))));
        bombs.put("UTF-16", text(request(GOOD_PROMPT)).getBytes(StandardCharsets.UTF_16));
        bombs.put("half a surrogate pair", request("\"prompt\": \"\\ud800\""));
        bombs.put("no number", request(GOOD_PROMPT + ", \"cfg_scale\": NaN"));
        bombs.put("a comment", request(GOOD_PROMPT + " /* */"));
        bombs.put("nothing", new byte[0]);
        bombs.put("zeros", new byte[MANY]);
        return bombs;
    }

    /** A kilobyte that becomes a megabyte. */
    static byte[] gzipped() {
        try (var bytes = new ByteArrayOutputStream()) {
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(new byte[1024 * 1024]);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same ten thousand bytes each time. */
    static byte[] garbage() {
        var bytes = new byte[10_000];
        new Random(4711).nextBytes(bytes);
        return bytes;
    }

    private static String names() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":0")
                .collect(joining(","));
    }

    private static byte[] request(String input) {
        return bytes("{\"model\":\"" + RunningStack.MODEL + "\",\"input\":{" + input + "}}");
    }

    /** With the two question marks replaced. */
    private static byte[] raw(byte[] body, byte... instead) {
        var copy = Arrays.copyOf(body, body.length);
        System.arraycopy(instead, 0, copy, text(body).indexOf("??"), instead.length);
        return copy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
