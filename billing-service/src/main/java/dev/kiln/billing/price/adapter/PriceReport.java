package dev.kiln.billing.price.adapter;

import dev.kiln.billing.csv.Tabular;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Quotes against charges, by model and catalog. Credits are exact decimals, so they are strings. */
@Schema(name = "Prices")
record PriceReport(LocalDate from, LocalDate to, List<Row> rows) implements Tabular {

    private static final List<String> COLUMNS =
            List.of("model", "catalogRevision", "generations", "deviating", "quoted", "charged", "difference", "stale");

    @Schema(name = "PriceRow")
    record Row(
            String model,
            String catalogRevision,

            @Schema(description = "That succeeded in this time, with Kie's own figure.")
            long generations,

            @Schema(description = "Those that were charged something else than was quoted.")
            long deviating,

            String quoted,
            String charged,

            @Schema(description = "What was charged less what was quoted.")
            String difference,

            @Schema(description = "Whether most of them deviate: the catalog's price is not Kie's any more.")
            boolean stale) {

        static Row of(
                String model,
                String revision,
                long generations,
                long deviating,
                BigDecimal quoted,
                BigDecimal charged) {
            return new Row(
                    model,
                    revision,
                    generations,
                    deviating,
                    plain(quoted),
                    plain(charged),
                    plain(charged.subtract(quoted)),
                    deviating * 2 > generations);
        }

        private static String plain(BigDecimal amount) {
            return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
        }

        private List<String> cells() {
            return List.of(
                    model,
                    catalogRevision,
                    Long.toString(generations),
                    Long.toString(deviating),
                    quoted,
                    charged,
                    difference,
                    Boolean.toString(stale));
        }
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public List<List<String>> cells() {
        return rows.stream().map(Row::cells).toList();
    }
}
