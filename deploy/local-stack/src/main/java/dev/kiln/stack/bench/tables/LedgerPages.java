package dev.kiln.stack.bench.tables;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Reads usage and pages of the ledger from billing. */
public final class LedgerPages {
    private static final String USAGE = "billing: usage of a month";
    private static final String NEWEST = "billing: ledger, newest of a month";
    private static final String MIDDLE = "billing: ledger, from the middle";
    private static final String OF_MODEL = "billing: ledger, of a model";

    /** In milliseconds, for almost all answers with a million entries. */
    public static final Map<String, Double> AIMS = Map.of(USAGE, 200.0, NEWEST, 50.0, MIDDLE, 50.0, OF_MODEL, 50.0);

    private static final int TIMES = 200;

    private final TimedGets billing;
    private final LocalDate today;

    public LedgerPages(String billing, String apiKey, LocalDate today) {
        this.billing = new TimedGets(billing, apiKey, TIMES);
        this.today = today;
    }

    /**
     * Times in microseconds by the kind of page.
     *
     * @param middle a booking that half of the ledger is older than
     */
    public Map<String, Histogram> measure(String model, long middle) {
        var year = "?from=" + today.minusDays(364) + "&to=" + today;
        var ofModel = "&model=" + URLEncoder.encode(model, StandardCharsets.UTF_8);
        var pages = new LinkedHashMap<String, String>();
        pages.put(USAGE, "/v1/usage?from=" + today.minusDays(30) + "&to=" + today);
        pages.put("billing: usage of a year", "/v1/usage" + year + "&groupBy=model");
        pages.put(NEWEST, "/v1/ledger?from=" + today.minusDays(30) + "&to=" + today);
        pages.put(MIDDLE, "/v1/ledger" + year + "&cursor=" + cursor(middle));
        pages.put(OF_MODEL, "/v1/ledger" + year + ofModel + "&cursor=" + cursor(middle));
        return billing.measure(pages);
    }

    /** As billing's own. */
    private static String cursor(long booking) {
        var bytes =
                ByteBuffer.allocate(Long.BYTES + Short.BYTES).putLong(booking).putShort((short) 1);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
