package dev.kiln.dispatcher.account;

import dev.kiln.contract.Credits;
import dev.kiln.dispatcher.kie.PollSlots;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What Kie says that the accounts have, for all replicas. All calls block. */
public interface Readings {

    /**
     * Takes the accounts whose balance is due to be read, each with a read of its poll budget, and puts their next reading off,
     * so that no other replica reads them.
     */
    List<Due> takeDue(Duration next);

    /**
     * An account to be read now.
     *
     * @param heldBefore what was ever held with the account, but for what may not have reached Kie when it is asked
     */
    record Due(String account, BigDecimal heldBefore, PollSlots.Slot slot) {}

    /** Stores and announces a balance. */
    void store(Due due, Credits balance, Instant readAt);

    /** The last balances that were read, by account. */
    Map<String, Credits> last();
}
