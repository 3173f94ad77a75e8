package dev.kiln.simulator.price;

import java.math.BigDecimal;
import java.util.Map;

/** A row of the price table: it holds for inputs that have all the values of {@code when}. */
record Price(String model, Map<String, String> when, BigDecimal credits, Unit unit) {

    /** What the credits are counted by. */
    enum Unit {
        TASK,
        SECOND,
        IMAGE
    }
}
