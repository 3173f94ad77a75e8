package dev.kiln.billing.statement.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kiln.billing.csv.Tabular;
import dev.kiln.billing.statement.EntryFilter;
import dev.kiln.billing.statement.StatementQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some entries of the ledger, newest first, as JSON or as a table. */
@Schema(name = "LedgerPage")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatementPage(
        LocalDate from,
        LocalDate to,
        List<StatementEntry> rows,

        @Schema(
                description = "The next page, a relative reference; absent on the last page.",
                examples = "/v1/ledger?from=2026-11-01&to=2026-11-23&limit=100&cursor=AAAAAAAAAGUAAQ")
        String next)
        implements Tabular {

    static final String PATH = "/v1/ledger";

    /** Of what was found, which is one entry more than the limit where there is a next page. */
    static StatementPage of(StatementQuery query, List<StatementEntry> found) {
        boolean more = found.size() > query.limit();
        List<StatementEntry> rows = more ? found.subList(0, query.limit()) : found;
        String next = more ? next(query, rows.getLast()) : null;
        return new StatementPage(query.days().from(), query.days().to(), List.copyOf(rows), next);
    }

    @Override
    public List<String> columns() {
        return StatementEntry.COLUMNS;
    }

    @Override
    public List<List<String>> cells() {
        return rows.stream().map(StatementEntry::cells).toList();
    }

    /** The same question with its days spelt out, so that its pages stay the same past midnight. */
    private static String next(StatementQuery query, StatementEntry last) {
        StringBuilder link = new StringBuilder(
                PATH + "?from=" + query.days().from() + "&to=" + query.days().to());
        EntryFilter filter = query.filter();
        add(link, "tenant", query.named() ? query.tenant() : null);
        add(link, "model", filter.model());
        add(link, "generationId", filter.generationId());
        add(link, "account", filter.account());
        add(
                link,
                "ledgerAccount",
                filter.ledgerAccount() == null ? null : filter.ledgerAccount().wireName());
        return link.append("&limit=")
                .append(query.limit())
                .append("&cursor=")
                .append(last.cursor().text())
                .toString();
    }

    private static void add(StringBuilder link, String name, String value) {
        if (value != null) {
            link.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
