package dev.kiln.dispatcher.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class IntakeTest {

    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final Intake intake = new Intake();

    /** Liveness asks whether records are taken: what timers do besides is no sign of it. */
    @Test
    void countsWhatWasConsumedApartFromOtherWork() {
        intake.track(() -> assertThat(intake.consuming()).isZero());
        intake.pass(() -> assertThat(intake.consuming()).isEqualTo(1));

        assertThat(intake.consumed()).isEqualTo(1);
        assertThat(intake.consuming()).isZero();
    }

    @Test
    void isIdleOnlyWhenBothAreDone() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Runnable work = () -> {
            begun.countDown();
            await(mayEnd);
        };
        Thread record = Thread.ofVirtual().start(() -> intake.pass(work));
        Thread timer = Thread.ofVirtual().start(() -> intake.track(work));
        begun.await();

        assertThat(intake.awaitIdle(NO_TIME)).isFalse();
        mayEnd.countDown();
        assertThat(intake.awaitIdle(Duration.ofSeconds(5))).isTrue();
        record.join();
        timer.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
