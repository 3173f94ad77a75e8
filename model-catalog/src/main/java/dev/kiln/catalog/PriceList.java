package dev.kiln.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A model's prices by date, without gap or overlap, the last one open. */
record PriceList(List<DatedPrice> prices) {

    PriceList {
        prices = List.copyOf(prices);
    }

    DatedPrice at(Instant time) {
        LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
        return prices.stream().filter(price -> price.reaches(day)).findFirst().orElseGet(prices::getLast);
    }

    /** All fields that decide a price, now or at another date. */
    Set<String> fields() {
        return prices.stream().flatMap(price -> price.rule().fields().stream()).collect(Collectors.toSet());
    }
}
