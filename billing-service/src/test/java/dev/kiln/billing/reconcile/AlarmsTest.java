package dev.kiln.billing.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Credits;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private final Alarms alarms = new Alarms(Credits.of("0.5"));

    @Test
    void areNotRaisedByWhatTheNextReadingDoesNotShow() {
        assertThat(alarms.raisedBy(missing("50", 0))).isFalse();
        assertThat(alarms.raisedBy(missing("50", 0))).as("the same reading").isFalse();
        assertThat(alarms.raisedBy(missing("0", 30))).isFalse();
        assertThat(alarms.raisedBy(missing("50", 60))).isFalse();
    }

    @Test
    void areRaisedOnceByTheSecondReadingInARowThatShowsIt() {
        assertThat(alarms.raisedBy(missing("1", 0))).isFalse();
        assertThat(alarms.raisedBy(missing("1", 30))).isTrue();
        assertThat(alarms.raisedBy(missing("1", 30))).isFalse();
        assertThat(alarms.raisedBy(missing("1", 60))).isFalse();
    }

    @Test
    void areRaisedForEachFigure() {
        assertThat(alarms.raisedBy(missing("-1", 0))).isFalse();
        assertThat(alarms.raisedBy(missing("-2", 30))).isTrue();
        assertThat(alarms.raisedBy(missing("-3", 60))).isTrue();
    }

    @Test
    void areNotRaisedByAsMuchAsTheThreshold() {
        assertThat(alarms.raisedBy(missing("0.5", 0))).isFalse();
        assertThat(alarms.raisedBy(missing("-0.5", 30))).isFalse();
    }

    private static Reading missing(String credits, int second) {
        return new Reading(
                "main",
                Instant.EPOCH.plusSeconds(second),
                Credits.of(credits).negated(),
                new AccountSums(Credits.ZERO, Credits.ZERO, Credits.ZERO, Credits.ZERO, Credits.ZERO),
                Credits.ZERO,
                Credits.ZERO);
    }
}
