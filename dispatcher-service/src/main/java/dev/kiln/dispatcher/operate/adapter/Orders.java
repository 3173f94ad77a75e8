package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.contract.GenerationIds;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.tracecontext.LogContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Logs and counts what operators did; the audit says more. */
@ApplicationScoped
class Orders {

    private static final Logger LOG = Logger.getLogger(Orders.class);

    private final MeterRegistry meters;

    Orders(MeterRegistry meters) {
        this.meters = meters;
    }

    void done(Order order, String action, String target, String outcome) {
        meters.counter("kiln_dispatcher_operator_actions_total", "action", action, "outcome", outcome)
                .increment();
        LogContext.about(
                GenerationIds.isWellFormed(target) ? target : null,
                null,
                () -> LOG.infof(
                        "operator %s: %s %s: %s (%s)", order.operator(), action, target, outcome, order.reason()));
    }
}
