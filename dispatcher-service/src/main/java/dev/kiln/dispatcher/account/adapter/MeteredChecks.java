package dev.kiln.dispatcher.account.adapter;

import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.CheckObserver;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Counts the checks of stopped accounts, and logs those that ended a stop. */
public final class MeteredChecks implements CheckObserver {

    private static final Logger LOG = Logger.getLogger(MeteredChecks.class);

    private final MeterRegistry meters;

    public MeteredChecks(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void checked(Accounts.Suspect suspect, boolean resumed) {
        String result = resumed ? "resumed" : "still_stopped";
        meters.counter("kiln_dispatcher_account_checks_total", "account", suspect.account(), "result", result)
                .increment();
        if (resumed) {
            LOG.infof(
                    "account %s is resumed: a check shows it well after %s",
                    suspect.account(), suspect.stop().cause().reason());
        }
    }
}
