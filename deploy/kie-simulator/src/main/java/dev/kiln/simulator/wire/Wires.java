package dev.kiln.simulator.wire;

import dev.kiln.simulator.model.Family;

/** The wire of each family. */
public final class Wires {

    private final Wire jobs;
    private final Wire veo = new VeoWire();
    private final Wire flux = new FluxWire();

    public Wires(ParamStyle callbackParam) {
        jobs = new JobsWire(callbackParam);
    }

    public Wire of(Family family) {
        return switch (family) {
            case JOBS -> jobs;
            case VEO -> veo;
            case FLUX -> flux;
        };
    }
}
