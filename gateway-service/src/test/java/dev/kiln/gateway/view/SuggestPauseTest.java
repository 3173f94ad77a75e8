package dev.kiln.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With a model that usually takes 180 s. */
class SuggestPauseTest {

    private final Events events = Events.of(GenerationIds.ofRequest("acme", "/test", "1"));
    private final TestClock clock = new TestClock(Events.SUBMITTED);
    private final SuggestPause suggestPause = new SuggestPause(Catalog.bundled(), clock);

    @Test
    void isTheUsualTimeBeforeTheSubmission() {
        clock.advance(Duration.ofDays(1));

        assertThat(before(events.requested())).contains(Duration.ofSeconds(180));
        assertThat(before(events.requeued(2))).contains(Duration.ofSeconds(180));
    }

    @Test
    void isWhatIsLeftOfTheUsualTimeAndThenATenthOfIt() {
        assertThat(before(events.submitted(1))).contains(Duration.ofSeconds(180));
        clock.advance(Duration.ofSeconds(100));
        assertThat(before(events.submitted(1))).contains(Duration.ofSeconds(80));
        assertThat(before(events.inDoubt(1))).contains(Duration.ofSeconds(80));
        clock.advance(Duration.ofHours(1));
        assertThat(before(events.submitted(1))).contains(Duration.ofSeconds(18));
    }

    @Test
    void isLongForWhatIsParkedAndNoneForWhatHasEnded() {
        assertThat(before(events.parked(2))).contains(Duration.ofHours(1));
        assertThat(before(events.succeeded(2))).isEmpty();
        assertThat(before(events.refused(2))).isEmpty();
        assertThat(before(events.canceled(2))).isEmpty();
    }

    @Test
    void isShortUntilTheViewHasIt() {
        assertThat(suggestPause.before(new Finding.OnItsWay(events.id(), Events.ASKED)))
                .contains(Duration.ofSeconds(1));
    }

    private Optional<Duration> before(Envelope event) {
        Generation generation = new Projection(Catalog.bundled()).of(event).orElseThrow();
        return suggestPause.before(new Finding.Known(generation));
    }
}
