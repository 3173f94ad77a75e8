package dev.kiln.dispatcher.task;

import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.Failure;
import java.util.List;

/** How a task ended, judged: with files or with a failure. Sealed, because there is no third way. */
public sealed interface Ending {

    Charge charge();

    /** The same, with another charge. */
    default Ending charging(Charge charge) {
        return switch (this) {
            case Success success -> new Success(success.assets(), charge);
            case Miss miss -> new Miss(billed(miss.failure(), charge), charge);
        };
    }

    private static Failure billed(Failure failure, Charge charge) {
        boolean billed =
                charge.basis() == ChargeBasis.UNREADABLE || !charge.credits().isZero();
        return new Failure(failure.reason(), failure.detail(), failure.retryable(), billed);
    }

    /** At least one asset. */
    record Success(List<Asset> assets, Charge charge) implements Ending {}

    record Miss(Failure failure, Charge charge) implements Ending {}
}
