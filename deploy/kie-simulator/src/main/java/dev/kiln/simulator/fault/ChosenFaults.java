package dev.kiln.simulator.fault;

import dev.kiln.simulator.fault.FaultMarkers.Marked;
import java.util.List;
import java.util.Optional;

/** The faults that hit one create and its task; of most kinds the first counts. */
public record ChosenFaults(List<Marked> hits) {

    public static final ChosenFaults NONE = new ChosenFaults(List.of());

    public List<Fault> faults() {
        return hits.stream().map(Marked::fault).toList();
    }

    /** Their words, in order. */
    public List<String> markers() {
        return hits.stream().map(hit -> hit.fault().marker()).toList();
    }

    public <F extends Fault> Optional<F> first(Class<F> kind) {
        return hits.stream()
                .map(Marked::fault)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    public boolean has(Fault fault) {
        for (Marked hit : hits) {
            if (hit.fault() == fault) {
                return true;
            }
        }
        return false;
    }

    /** The fault that hits the nth reading of the record, from 1; each in its turn, so many times. */
    public Optional<RecordFault> ofReading(int nth) {
        int upTo = 0;
        for (Marked hit : hits) {
            if (hit.fault() instanceof RecordFault fault && fault.hitsReading()) {
                upTo += hit.times();
                if (nth <= upTo) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }
}
