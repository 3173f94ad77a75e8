package dev.kiln.contract;

/** What a generation was charged, and how that is known. */
public record Charge(Credits credits, ChargeBasis basis) {

    public Charge {
        Required.notNegative("credits", credits);
        Required.present("basis", basis);
    }
}
