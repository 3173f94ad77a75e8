package dev.kiln.simulator.callback;

import dev.kiln.simulator.fault.CallbackFault;
import dev.kiln.simulator.fault.ChosenFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One callback to send: when, what it tells, how it is signed.
 *
 * @param after the end of the task; 0 for at once
 */
record Sending(Duration after, Tells tells, Seal seal) {

    static final Sending USUAL = new Sending(Duration.ZERO, Tells.TRUE, Seal.GENUINE);

    /**
     * What is sent for a task with those faults: the usual one, changed by each of them in the order of their kind.
     *
     * @param late how much later a late callback comes
     * @param gap between two callbacks that tell different things
     */
    static List<Sending> of(ChosenFaults faults, Duration late, Duration gap) {
        List<Sending> sendings = new ArrayList<>(List.of(USUAL));
        for (CallbackFault fault : CallbackFault.values()) {
            if (faults.has(fault)) {
                apply(fault, sendings, late, gap);
            }
        }
        return sendings;
    }

    private static void apply(CallbackFault fault, List<Sending> sendings, Duration late, Duration gap) {
        switch (fault) {
            case CHANGED -> sendings.replaceAll(each -> new Sending(each.after, Tells.CHANGED, each.seal));
            case UNSIGNED -> sendings.replaceAll(each -> each.sealed(Seal.NONE));
            case BAD_SIGNATURE -> sendings.replaceAll(each -> each.sealed(Seal.WRONG));
            case STALE -> sendings.replaceAll(each -> each.sealed(Seal.STALE));
            case TWICE -> sendings.addAll(List.copyOf(sendings));
            case FORGED -> putFirst(sendings, new Sending(Duration.ZERO, Tells.CHANGED, Seal.WRONG), gap);
            case WRONG_FIRST -> putFirst(sendings, new Sending(Duration.ZERO, Tells.OPPOSITE, Seal.GENUINE), gap);
            case WRONG_LAST -> sendings.add(new Sending(gap, Tells.OPPOSITE, Seal.GENUINE));
            case LATE -> sendings.replaceAll(each -> each.later(late));
            case EARLY -> {}
            case LOST -> sendings.clear();
        }
    }

    private static void putFirst(List<Sending> sendings, Sending first, Duration gap) {
        sendings.replaceAll(each -> each.later(gap));
        sendings.addFirst(first);
    }

    private Sending sealed(Seal other) {
        return new Sending(after, tells, other);
    }

    private Sending later(Duration by) {
        return new Sending(after.plus(by), tells, seal);
    }
}
