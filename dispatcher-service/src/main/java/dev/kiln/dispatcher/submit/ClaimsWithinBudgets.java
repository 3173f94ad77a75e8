package dev.kiln.dispatcher.submit;

import dev.kiln.dispatcher.budget.BudgetsRead;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Claims nothing as long as a limit may exist that is not known yet. */
public record ClaimsWithinBudgets(Claims claims, BudgetsRead read) implements Claims {

    @Override
    public int room(int most) {
        return read.done() ? claims.room(most) : 0;
    }

    @Override
    public List<Submitting> claim(int most) {
        return read.done() ? claims.claim(most) : List.of();
    }

    @Override
    public void answered(Submitting task) {
        claims.answered(task);
    }

    @Override
    public void notSent(Submitting task) {
        claims.notSent(task);
    }

    @Override
    public Optional<Duration> doubted(Submitting task) {
        return claims.doubted(task);
    }

    @Override
    public void pause(String account, Duration length) {
        claims.pause(account, length);
    }
}
