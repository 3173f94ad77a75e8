package dev.kiln.dispatcher.restore;

import dev.kiln.dispatcher.stop.Hold;
import dev.kiln.dispatcher.task.Claims;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Claims of a replica that claims nothing while it is held; what it has sent before it still reports. */
public final class HeldClaims implements Claims {

    private final Claims claims;
    private final Hold hold;

    public HeldClaims(Claims claims, Hold hold) {
        this.claims = claims;
        this.hold = hold;
    }

    @Override
    public int room(int most) {
        return hold.stands() ? 0 : claims.room(most);
    }

    @Override
    public List<Submitting> claim(int most) {
        return hold.stands() ? List.of() : claims.claim(most);
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
