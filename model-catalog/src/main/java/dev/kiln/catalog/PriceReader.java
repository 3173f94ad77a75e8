package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Credits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code price} part of a model file. */
final class PriceReader {

    private static final Set<String> COMMON = Set.of("validFrom", "validUntil", "source", "kind");

    private PriceReader() {}

    static PriceList read(Section model) {
        List<DatedPrice> prices = new ArrayList<>();
        Optional<LocalDate> ended = Optional.empty();
        for (Section section : model.sections("price")) {
            DatedPrice price = price(section);
            if (!prices.isEmpty() && !ended.equals(Optional.of(price.validFrom()))) {
                throw section.wrong(
                        "validFrom", "must be the day on which the price before it ends: neither overlap nor gap");
            }
            ended = price.validUntil();
            prices.add(price);
        }
        if (ended.isPresent()) {
            throw new CatalogException(
                    model.file(),
                    model.at("price") + "/" + (prices.size() - 1) + "/validUntil",
                    "the last price must stay open");
        }
        return new PriceList(prices);
    }

    private static DatedPrice price(Section section) {
        LocalDate from = section.date("validFrom");
        Optional<LocalDate> until = section.optionalDate("validUntil");
        if (until.isPresent() && !until.get().isAfter(from)) {
            throw section.wrong("validUntil", "must be after validFrom");
        }
        return new DatedPrice(from, until, section.text("source"), rule(section));
    }

    private static PriceRule rule(Section section) {
        return switch (section.text("kind")) {
            case "flat" -> {
                only(section, "credits");
                yield new PriceRule.Flat(section.credits("credits"));
            }
            case "table" -> {
                only(section, "fields", "entries");
                yield table(section);
            }
            case "perSecond" -> {
                only(section, "secondsField", "byField", "credits");
                yield new PriceRule.PerSecond(
                        section.text("secondsField"), section.text("byField"), rates(section.section("credits")));
            }
            case "perUnit" -> {
                only(section, "unitsField", "credits");
                yield new PriceRule.PerUnit(section.text("unitsField"), section.credits("credits"));
            }
            default -> throw section.wrong("kind", "must be one of flat, table, perSecond, perUnit");
        };
    }

    private static void only(Section section, String... keys) {
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(List.of(keys));
        section.only(known);
    }

    private static PriceRule table(Section section) {
        List<String> fields = section.texts("fields");
        Map<List<String>, Credits> entries = new HashMap<>();
        for (Section row : section.sections("entries")) {
            row.only(Set.of("when", "credits"));
            Section when = row.section("when");
            when.only(Set.copyOf(fields));
            List<String> values =
                    fields.stream().map(field -> value(when, field)).toList();
            if (entries.put(values, row.credits("credits")) != null) {
                throw row.wrong("when", "has an entry already");
            }
        }
        return new PriceRule.Table(fields, entries);
    }

    private static String value(Section when, String field) {
        JsonNode value = when.required(field);
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw when.wrong(field, "must be text or a whole number");
        }
        return value.asText();
    }

    private static Map<String, Credits> rates(Section credits) {
        Map<String, Credits> rates = new LinkedHashMap<>();
        credits.node().fieldNames().forEachRemaining(value -> rates.put(value, credits.credits(value)));
        return rates;
    }
}
