package dev.kiln.stack.demo;

import java.math.BigDecimal;

/**
 * What became of one request.
 *
 * @param quoted credits; null where there was no quote
 * @param charged credits; null where nothing was charged
 * @param seconds from its submission to its end
 * @param file the first result as saved, relative to the project; null where there is none
 * @param problem why it did not succeed; null where it did
 */
public record DemoRow(
        String model,
        String id,
        String status,
        BigDecimal quoted,
        BigDecimal charged,
        BigDecimal seconds,
        String file,
        String problem) {

    boolean succeeded() {
        return status.equals("succeeded") && file != null;
    }
}
