package dev.kiln.billing.statement.adapter;

import dev.kiln.billing.query.DayRange;
import dev.kiln.billing.statement.EntryFilter;
import dev.kiln.billing.statement.StatementQuery;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query string as it came; each is null unless given. */
public class StatementParameters {

    static final Set<String> NAMES =
            Set.of("tenant", "model", "generationId", "account", "ledgerAccount", "from", "to", "limit", "cursor");

    @QueryParam("tenant")
    @Parameter(description = "Whose entries; an operator sees everybody's, and those of no tenant, unless given")
    String tenant;

    @QueryParam("model")
    @Parameter(description = "Of this model only")
    String model;

    @QueryParam("generationId")
    @Parameter(description = "Of this generation only")
    String generationId;

    @QueryParam("account")
    @Parameter(description = "Of this Kie account only")
    String account;

    @QueryParam("ledgerAccount")
    @Parameter(
            description = "Of this account of the ledger only",
            schema =
                    @Schema(
                            enumeration = {"spend", "loss", "prepaid", "holds", "holds-contra", "bought", "unexplained"
                            }))
    String ledgerAccount;

    @QueryParam("from")
    @Parameter(description = "The first day, in UTC; the first of the last day's month unless given")
    String from;

    @QueryParam("to")
    @Parameter(description = "The last day, in UTC, at most 366 days in all; today unless given")
    String to;

    @QueryParam("limit")
    @Parameter(
            description = "The most entries of a page",
            schema = @Schema(implementation = Integer.class, minimum = "1", maximum = "500", defaultValue = "100"))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "From the next link of the page before; opaque")
    String cursor;

    /** Throws InvalidParameter. */
    StatementQuery query(String whose, LocalDate today) {
        return StatementQuery.of(
                        whose,
                        DayRange.of(from, to, today),
                        EntryFilter.of(model, generationId, account, ledgerAccount),
                        limit,
                        cursor)
                .naming(tenant != null);
    }
}
