package dev.kiln.dispatcher.submit;

import static dev.kiln.dispatcher.task.Samples.submitting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.dispatcher.budget.BudgetsRead;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimsWithinBudgetsTest {

    private final BudgetsRead read = new BudgetsRead();
    private final Claims claims = new ClaimsWithinBudgets(new Ample(), read);

    @Test
    void nothingIsClaimedBeforeTheBudgetsAreRead() {
        assertThat(claims.room(5)).isZero();
        assertThat(claims.claim(5)).isEmpty();

        read.finish();

        assertThat(claims.room(5)).isEqualTo(5);
        assertThat(claims.claim(5)).hasSize(1);
    }

    /** Work enough. */
    private static final class Ample implements Claims {
        @Override
        public int room(int most) {
            return most;
        }

        @Override
        public List<Submitting> claim(int most) {
            return List.of(submitting());
        }

        @Override
        public void answered(Submitting task) {}

        @Override
        public void notSent(Submitting task) {}

        @Override
        public Optional<Duration> doubted(Submitting task) {
            return Optional.empty();
        }

        @Override
        public void pause(String account, Duration length) {}
    }
}
