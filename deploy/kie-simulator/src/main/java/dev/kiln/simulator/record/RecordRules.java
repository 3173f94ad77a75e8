package dev.kiln.simulator.record;

import dev.kiln.simulator.model.Family;
import java.time.Duration;

/**
 * When records can be read.
 *
 * @param hidden how long after the create a record with that fault is unknown
 * @param lag how long after its end a record with that fault says that it still runs
 * @param keep how long after the create a record is known at all
 * @param keepVeo the same for Veo
 */
public record RecordRules(Duration hidden, Duration lag, Duration keep, Duration keepVeo) {

    Duration keep(Family family) {
        return family == Family.VEO ? keepVeo : keep;
    }
}
