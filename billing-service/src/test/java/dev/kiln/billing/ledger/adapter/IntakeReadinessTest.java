package dev.kiln.billing.ledger.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class IntakeReadinessTest {

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final IntakeReadiness readiness = new IntakeReadiness(new SettableClock());

    @Test
    void isDownWhileABatchHasWaitedForMoreThanAMinute() {
        var waiting = readiness.watched(Uni.createFrom().nothing()).subscribe().with(done -> {});

        now = now.plus(Duration.ofSeconds(60));
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

        now = now.plus(Duration.ofSeconds(1));
        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

        waiting.cancel();
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isUpWhenTheBatchIsDone() {
        readiness.watched(Uni.createFrom().voidItem()).await().indefinitely();

        now = now.plus(Duration.ofHours(1));
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }

    private final class SettableClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
