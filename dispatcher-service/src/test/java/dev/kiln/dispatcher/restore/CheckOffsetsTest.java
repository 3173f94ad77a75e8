package dev.kiln.dispatcher.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.stop.Hold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckOffsetsTest {

    private final Hold hold = new Hold();
    private final Map<Integer, Long> committed = new HashMap<>();
    private final Map<Integer, Long> stored = new HashMap<>();
    private boolean underWay;

    @Test
    void isHeldUntilSomebodyHasLooked() {
        assertThat(hold.stands()).isTrue();

        assertThat(check()).isEmpty();

        assertThat(hold.stands()).isFalse();
    }

    /** What is stored moves before what is committed: ahead is everyday life. */
    @Test
    void aDatabaseThatIsAheadOfTheGroupMayWork() {
        committed.put(0, 7L);
        stored.put(0, 9L);
        stored.put(1, 3L);

        assertThat(check()).isEmpty();
        assertThat(hold.stands()).isFalse();
    }

    @Test
    void aDatabaseThatIsBehindTheGroupMayNotAndSaysHowMuchIsMissing() {
        committed.put(0, 7L);
        committed.put(1, 5L);
        stored.put(0, 4L);

        assertThat(check()).containsExactlyInAnyOrder(new Gap(0, 4, 7), new Gap(1, 0, 5));
        assertThat(hold.why()).hasValueSatisfying(why -> assertThat(why).contains("8 records", "./kiln restore"));
    }

    @Test
    void aRestoreThatWasCutOffHoldsAlthoughNothingIsMissingAnyMore() {
        underWay = true;
        check();
        assertThat(hold.why()).hasValueSatisfying(why -> assertThat(why).contains("restore has begun"));

        underWay = false;
        check();
        assertThat(hold.stands()).isFalse();
    }

    private List<Gap> check() {
        return new CheckOffsets(new StoredOffsets(stored, () -> underWay), new CommittedOffsets(committed), hold)
                .check();
    }
}
