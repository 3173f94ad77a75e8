package dev.kiln.stack.bench.tables;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Reads usage and pages of the ledger from billing. */
public final class LedgerPages {
    private static final String USAGE = ": usage of a month";
    private static final String NEWEST = ": ledger, newest of a month";
    private static final String MIDDLE = ": ledger, from the middle";
    private static final String OF_MODEL = ": ledger, of a model";

    private static final double USAGE_MILLIS = 200;
    private static final double PAGE_MILLIS = 50;

    private static final int TIMES = 200;

    private final String whose;
    private final TimedGets billing;
    private final LocalDate today;

    private LedgerPages(String whose, String billing, String apiKey, LocalDate today) {
        this.whose = whose;
        this.billing = new TimedGets(billing, apiKey, TIMES);
        this.today = today;
    }

    public static LedgerPages ofTenant(String billing, String apiKey, LocalDate today) {
        return new LedgerPages("billing", billing, apiKey, today);
    }

    /** @param operatorKey of no tenant's */
    public static LedgerPages ofAllTenants(String billing, String operatorKey, LocalDate today) {
        return new LedgerPages("billing, all tenants", billing, operatorKey, today);
    }

    /** In milliseconds, for almost all answers with a million entries; empty where nothing is aimed at. */
    public static OptionalDouble aim(String page) {
        if (page.endsWith(USAGE)) {
            return OptionalDouble.of(USAGE_MILLIS);
        }
        return Stream.of(NEWEST, MIDDLE, OF_MODEL).anyMatch(page::endsWith)
                ? OptionalDouble.of(PAGE_MILLIS)
                : OptionalDouble.empty();
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
        pages.put(whose + USAGE, "/v1/usage?from=" + today.minusDays(30) + "&to=" + today);
        pages.put(whose + ": usage of a year", "/v1/usage" + year + "&groupBy=model");
        pages.put(whose + NEWEST, "/v1/ledger?from=" + today.minusDays(30) + "&to=" + today);
        pages.put(whose + MIDDLE, "/v1/ledger" + year + "&cursor=" + cursor(middle));
        pages.put(whose + OF_MODEL, "/v1/ledger" + year + ofModel + "&cursor=" + cursor(middle));
        return billing.measure(pages);
    }

    /** As billing's own. */
    private static String cursor(long booking) {
        var bytes =
                ByteBuffer.allocate(Long.BYTES + Short.BYTES).putLong(booking).putShort((short) 1);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
