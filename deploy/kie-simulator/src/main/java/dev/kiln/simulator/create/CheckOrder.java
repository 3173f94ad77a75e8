package dev.kiln.simulator.create;

import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.model.InputCheck;
import dev.kiln.simulator.model.InputCheck.Complaint;
import dev.kiln.simulator.model.Model;
import dev.kiln.simulator.model.Models;
import dev.kiln.simulator.wire.Draft;
import dev.kiln.simulator.wire.Wires;

/** Checks a draft in the vendor's order: the model first, then its input. */
public final class CheckOrder {

    private final Models models;
    private final InputCheck inputCheck;
    private final Wires wires;

    public CheckOrder(Models models, InputCheck inputCheck, Wires wires) {
        this.models = models;
        this.inputCheck = inputCheck;
        this.wires = wires;
    }

    /** What came out. */
    sealed interface Checked {}

    record Good(Model model) implements Checked {}

    record Bad(Complaint complaint) implements Checked {}

    Wires wires() {
        return wires;
    }

    Checked check(Family family, Draft draft) {
        return models.find(family, draft.model())
                .map(model -> inputCheck
                        .firstFault(model, draft.input())
                        .<Checked>map(Bad::new)
                        .orElseGet(() -> new Good(model)))
                .orElseGet(() -> new Bad(wires.of(family).unknownModel()));
    }
}
