package dev.kiln.dispatcher.account;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import java.time.Instant;

/**
 * Why nothing is submitted with an account.
 *
 * @param needs the credits that the refused create would have held; null where credits were not the matter
 * @param checkAt when Kie is asked whether it is well again; null for an operator's stop
 */
public record Stop(StoppedBy by, Cause cause, Credits needs, Instant since, Instant checkAt) {}
