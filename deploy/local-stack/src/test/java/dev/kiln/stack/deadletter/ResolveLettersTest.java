package dev.kiln.stack.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Topic;
import dev.kiln.stack.deadletter.Resolution.Action;
import dev.kiln.stack.deadletter.ResolveLetters.Outcome;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResolveLettersTest {
    private final Shelf shelf = new Shelf();
    private final List<Outcome> told = new ArrayList<>();
    private final ResolveLetters resolve =
            new ResolveLetters(shelf, Clock.fixed(TestLetters.AT, ZoneOffset.UTC), told::add);

    @Test
    void replaysEachLetterOnceInTheOrderInWhichTheyStand() {
        var second = shelf.put(TestLetters.request(2, "b"));
        var first = shelf.put(TestLetters.request(1, "a"));

        var skipped = resolve.replay(List.of(second, first, second), "mia", "fixed", false);

        assertThat(skipped).isZero();
        assertThat(shelf.published).containsExactly(first, second);
        assertThat(shelf.done.get(first))
                .isEqualTo(new Resolution(first, Action.REPLAYED, "mia", TestLetters.AT, "fixed"));
    }

    @Test
    void leavesAloneWhatWasDoneBeforeUnlessItIsToldTo() {
        var id = shelf.put(TestLetters.request(1, "a"));
        resolve.drop(List.of(id), "mia", "broken script");

        assertThat(resolve.replay(List.of(id), "tom", null, false)).isEqualTo(1);
        assertThat(shelf.published).isEmpty();
        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        Outcome.Skipped.class,
                        skipped -> assertThat(skipped.why())
                                .contains("dropped by mia")
                                .contains("--again"));
        assertThat(resolve.replay(List.of(id), "tom", null, true)).isZero();
        assertThat(shelf.published).containsExactly(id);
    }

    @Test
    void replaysNoneThatHasNoBodyAndNoneThatWouldReplaceANewerRecord() {
        var hollow = shelf.put(TestLetters.request(1, null));
        var compacted = shelf.put(TestLetters.of(new DeadLetterTopic(Topic.TENANTS, "billing"), 2, "{}"));
        var gone = new LetterId("kiln.generation.requests.dispatcher.dlq", 0, 99);

        assertThat(resolve.replay(List.of(hollow, compacted, gone), "mia", null, false))
                .isEqualTo(3);

        assertThat(shelf.published).isEmpty();
        assertThat(shelf.done).isEmpty();
        assertThat(resolve.drop(List.of(hollow, compacted), "mia", "of no use")).isZero();
    }

    @Test
    void leavesALetterListedWhoseReplayWasInterrupted() {
        var id = shelf.put(TestLetters.request(1, "a"));
        shelf.failsToRecord = true;
        assertThatThrownBy(() -> resolve.replay(List.of(id), "mia", null, false))
                .isInstanceOf(DlqFailure.class);
        assertThat(shelf.published).containsExactly(id);
        assertThat(shelf.done).isEmpty();
    }

    /** In memory. */
    private static final class Shelf implements Letters {
        private final Map<LetterId, WholeLetter> standing = new TreeMap<>();
        private final Map<LetterId, Resolution> done = new HashMap<>();
        private final List<LetterId> published = new ArrayList<>();
        private boolean failsToRecord;

        LetterId put(WholeLetter letter) {
            standing.put(letter.letter().id(), letter);
            return letter.letter().id();
        }

        @Override
        public Survey survey(LetterFilter filter, boolean resolved, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<LetterId, Resolution> resolutions(Collection<LetterId> ids) {
            return Map.copyOf(done);
        }

        @Override
        public Optional<WholeLetter> find(LetterId id) {
            return Optional.ofNullable(standing.get(id));
        }

        @Override
        public String publish(WholeLetter letter) {
            published.add(letter.letter().id());
            return "somewhere";
        }

        @Override
        public void record(Resolution resolution) {
            if (failsToRecord) {
                throw new DlqFailure("away");
            }
            done.put(resolution.letter(), resolution);
        }
    }
}
