package dev.kiln.dispatcher.task;

import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.Failure;
import java.util.List;

/** How a task ended, judged: with files or with a failure. Sealed, because there is no third way. */
public sealed interface Ending {

    Charge charge();

    /** At least one asset. */
    record Success(List<Asset> assets, Charge charge) implements Ending {}

    record Miss(Failure failure, Charge charge) implements Ending {}
}
