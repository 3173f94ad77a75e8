package dev.kiln.billing.statement;

import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.query.InvalidParameter;
import java.util.regex.Pattern;

/**
 * Which page of entries is asked for, newest first.
 *
 * @param tenant whose; null for everybody's
 * @param named whether the caller named the tenant, which it need not where the tenant is its own
 * @param limit the most entries of a page, 1 to 500
 * @param after the last entry of the page before; null for the first page
 */
public record StatementQuery(
        String tenant, boolean named, DayRange days, EntryFilter filter, int limit, EntryCursor after) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 500;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");

    /** Reads limit and cursor as they came, each nullable. Throws {@link InvalidParameter}. */
    public static StatementQuery of(String tenant, DayRange days, EntryFilter filter, String limit, String cursor) {
        EntryCursor after = cursor == null ? null : EntryCursor.of(cursor);
        return new StatementQuery(tenant, false, days, filter, limit(limit), after);
    }

    public StatementQuery naming(boolean named) {
        return new StatementQuery(tenant, named, days, filter, limit, after);
    }

    private static int limit(String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (LIMIT.matcher(text).matches()) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw new InvalidParameter("limit", "limit is not a whole number from 1 to " + MAX_LIMIT);
    }
}
