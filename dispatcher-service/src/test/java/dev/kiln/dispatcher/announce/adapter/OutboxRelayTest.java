package dev.kiln.dispatcher.announce.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.dispatcher.stop.Hold;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    private final Hold hold = new Hold();
    private final AtomicInteger asked = new AtomicInteger();

    /** The outbox of a backup holds words that were said before: said again, they would be the last on their topics. */
    @Test
    void saysNothingWhileTheReplicaIsHeldAndDoesNotKeepItFromStopping() {
        OutboxRelay relay = new OutboxRelay(
                (limit, publisher) -> {
                    asked.incrementAndGet();
                    return 0;
                },
                () -> null,
                new CloudEventsCodec("kiln."),
                hold,
                new SimpleMeterRegistry());
        relay.finish();

        relay.run();
        assertThat(asked).hasValue(0);

        hold.release();
        relay.run();
        assertThat(asked).hasValue(1);
    }
}
