package dev.kiln.billing.usage.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kiln.billing.csv.Tabular;
import dev.kiln.billing.usage.Usage;
import dev.kiln.billing.usage.UsageDimension;
import dev.kiln.billing.usage.UsageRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Usage as JSON or as a table without the totals. Credits and US dollars are exact decimals, so they are strings. */
@Schema(name = "Usage")
record UsageReport(LocalDate from, LocalDate to, List<String> groupBy, List<Row> rows, Sums totals) implements Tabular {

    private static final BigDecimal US_DOLLARS_PER_CREDIT = new BigDecimal("0.005");

    @Schema(
            name = "UsageRow",
            description = "Has those of tenant, month, day, model and account that it is grouped by.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String tenant,

            @Schema(examples = "2026-11") String month,

            LocalDate day,
            String model,

            @Schema(description = "Empty for generations that were never submitted.")
            String account,

            String credits,
            String usDollars,
            String held,
            long generations) {

        private String cell(UsageDimension dimension) {
            return switch (dimension) {
                case TENANT -> tenant;
                case MONTH -> month;
                case DAY -> day.toString();
                case MODEL -> model;
                case ACCOUNT -> account;
            };
        }
    }

    @Schema(name = "UsageTotals")
    record Sums(
            @Schema(description = "Charged for generations completed in this time.", examples = "2.8")
            String credits,

            @Schema(description = "The credits at US$ 0.005 each.", examples = "0.014")
            String usDollars,

            @Schema(description = "Held for open generations submitted in this time.", examples = "3.5")
            String held,

            @Schema(description = "Completed in this time, however they ended.")
            long generations) {}

    @Override
    public List<String> columns() {
        return Stream.concat(groupBy.stream(), Stream.of("credits", "usDollars", "held", "generations"))
                .toList();
    }

    @Override
    public List<List<String>> cells() {
        return rows.stream()
                .map(row -> Stream.concat(
                                groupBy.stream()
                                        .map(name -> row.cell(
                                                UsageDimension.named(name).orElseThrow())),
                                Stream.of(row.credits, row.usDollars, row.held, Long.toString(row.generations)))
                        .toList())
                .toList();
    }

    static UsageReport of(Usage usage) {
        return new UsageReport(
                usage.query().days().from(),
                usage.query().days().to(),
                usage.query().groupBy().stream()
                        .sorted()
                        .map(UsageDimension::wireName)
                        .toList(),
                usage.rows().stream().map(UsageReport::row).toList(),
                sums(usage.totals()));
    }

    private static Row row(UsageRow row) {
        Sums sums = sums(row);
        return new Row(
                row.tenant(),
                row.month(),
                row.day(),
                row.model(),
                row.account(),
                sums.credits(),
                sums.usDollars(),
                sums.held(),
                sums.generations());
    }

    private static Sums sums(UsageRow row) {
        return new Sums(
                plain(row.credits()),
                plain(row.credits().multiply(US_DOLLARS_PER_CREDIT)),
                plain(row.held()),
                row.generations());
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
