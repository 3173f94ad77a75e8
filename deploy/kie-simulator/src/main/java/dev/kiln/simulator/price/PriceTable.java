package dev.kiln.simulator.price;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the simulator charges, by its own table ({@code prices.csv}); exact credits. */
public final class PriceTable {

    private final List<Price> prices;

    private PriceTable(List<Price> prices) {
        this.prices = List.copyOf(prices);
    }

    /** Reads the table that is packed with the simulator. */
    public static PriceTable packed() {
        try (InputStream in = PriceTable.class.getResourceAsStream("/prices.csv")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads lines of {@code model,when,credits,per}; # begins a comment. */
    static PriceTable parse(String csv) {
        List<Price> prices = new ArrayList<>();
        for (String line : csv.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                prices.add(row(line));
            }
        }
        return new PriceTable(prices);
    }

    /** Credits for a success with that many results. */
    public BigDecimal charge(Model model, ObjectNode input, int results) {
        ObjectNode full = model.withDefaults(input);
        Price price = prices.stream()
                .filter(row -> row.model().equals(model.id()) && matches(row, full))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("prices.csv has no row for " + model.id()));
        BigDecimal credits =
                switch (price.unit()) {
                    case TASK -> price.credits();
                    case SECOND ->
                        price.credits()
                                .multiply(new BigDecimal(full.path("duration").asText()));
                    case IMAGE -> price.credits().multiply(BigDecimal.valueOf(results));
                };
        BigDecimal plain = credits.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** Credits held when a task is created: what it costs at most. */
    public BigDecimal hold(Model model, ObjectNode input) {
        return charge(model, input, model.mostResults(input));
    }

    private static boolean matches(Price price, ObjectNode input) {
        return price.when().entrySet().stream()
                .allMatch(e -> input.path(e.getKey()).asText().equals(e.getValue()));
    }

    private static Price row(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("prices.csv: four cells wanted in: " + line);
        }
        BigDecimal credits = new BigDecimal(cells[2].strip());
        if (credits.signum() < 0) {
            throw new IllegalArgumentException("prices.csv: negative price in: " + line);
        }
        return new Price(
                cells[0].strip(),
                conditions(cells[1]),
                credits,
                Price.Unit.valueOf(cells[3].strip().toUpperCase(Locale.ROOT)));
    }

    private static Map<String, String> conditions(String cell) {
        Map<String, String> when = new HashMap<>();
        for (String pair : cell.strip().split(" ")) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                when.put(sides[0], sides[1]);
            }
        }
        return when;
    }
}
