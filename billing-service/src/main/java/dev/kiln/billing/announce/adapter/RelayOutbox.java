package dev.kiln.billing.announce.adapter;

import dev.kiln.billing.BillingConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Takes events from the outbox, says them, and deletes those that Kafka acknowledged; a crash in between repeats some. */
@ApplicationScoped
class RelayOutbox {

    private static final Logger LOG = Logger.getLogger(RelayOutbox.class);
    private static final int IN_FLIGHT = 32;
    private static final int ROUNDS = 50;

    private final PgOutbox outbox;
    private final KafkaCharges charges;
    private final BillingConfig.Relay config;

    RelayOutbox(PgOutbox outbox, KafkaCharges charges, BillingConfig config) {
        this.outbox = outbox;
        this.charges = charges;
        this.config = config.billing().relay();
    }

    /** Completes when the outbox is empty, or Kafka takes no more for now. */
    Uni<Void> relay() {
        return relay(ROUNDS);
    }

    private Uni<Void> relay(int rounds) {
        return round().chain(more ->
                more && rounds > 1 ? relay(rounds - 1) : Uni.createFrom().voidItem());
    }

    /** True where there may be more to say. */
    private Uni<Boolean> round() {
        return outbox.take(config.batch(), config.lease())
                .chain(taken -> said(taken).chain(acknowledged -> {
                    List<Long> failed = taken.stream()
                            .map(PgOutbox.Waiting::id)
                            .filter(id -> !acknowledged.contains(id))
                            .toList();
                    return outbox.delete(acknowledged)
                            .chain(() -> outbox.release(failed))
                            .replaceWith(failed.isEmpty() && taken.size() == config.batch());
                }));
    }

    /** The ids of what Kafka acknowledged. */
    private Uni<List<Long>> said(List<PgOutbox.Waiting> taken) {
        return Multi.createFrom()
                .iterable(taken)
                .onItem()
                .transformToUni(this::said)
                .merge(IN_FLIGHT)
                .select()
                .where(Objects::nonNull)
                .collect()
                .asList();
    }

    private Uni<Long> said(PgOutbox.Waiting waiting) {
        return charges.send(waiting)
                .replaceWith(waiting.id())
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("Kafka did not take a charge's event, which stays in the outbox: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
