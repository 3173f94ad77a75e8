package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.PriceFault;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.task.Task;
import java.math.BigDecimal;

/** What records and callbacks tell of a charge; a price fault may make it differ from the charge. */
final class ReportedCredits {

    private static final BigDecimal HUNDRED = new BigDecimal("100");

    private ReportedCredits() {}

    /** Sets the field, or leaves it out if nothing is reported. */
    static void put(ObjectNode data, String field, Task task, BigDecimal credits) {
        switch (task.faults().first(PriceFault.class).orElse(null)) {
            case UNREPORTED -> data.remove(field);
            case REPORTED_NULL -> data.putNull(field);
            case REPORTED_NEGATIVE -> data.set(field, Json.number(credits.negate()));
            case REPORTED_HUGE -> data.set(field, Json.number(credits.multiply(HUNDRED)));
            case REPORTED_TEXT -> data.put(field, "n/a");
            case null -> data.set(field, Json.number(credits));
            case MORE, LESS, FRACTION, NOTHING, FAILURE -> data.set(field, Json.number(credits));
        }
    }
}
