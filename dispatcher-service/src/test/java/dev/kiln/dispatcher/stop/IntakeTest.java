package dev.kiln.dispatcher.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class IntakeTest {

    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final Stopping stopping = new Stopping();
    private final Hold hold = new Hold();
    private final Intake intake = new Intake(stopping, hold);

    @BeforeEach
    void release() {
        hold.release();
    }

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

    @Test
    void takesNothingWhileItIsHeldAndLeavesItToOthersWhenItStops() {
        hold.because("the database is too old");
        stopping.stop();

        assertThatThrownBy(() -> intake.pass(() -> {
                    throw new AssertionError("it is held");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(intake.consumed()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
