package dev.kiln.dispatcher.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.Balance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckAccountsTest {

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final List<Boolean> seen = new ArrayList<>();
    private Balance balance = new Balance.Known(Credits.of(0));

    @Test
    void resumesWhatLackedCreditsOnceThereIsWhatWasWanting() {
        accounts.stop("main", new Cause(Reason.INSUFFICIENT_CREDITS, "none left"), Credits.of(50));

        check(new Balance.Known(Credits.ZERO));
        check(new Balance.Known(Credits.of("49.999")));
        assertThat(accounts.stops).containsKey("main");
        check(new Balance.Known(Credits.of(50)));

        assertThat(accounts.stops).isEmpty();
        assertThat(seen).containsExactly(false, false, true);
    }

    @Test
    void resumesWhatWasRefusedOnceItsBalanceCanBeReadWhateverItIs() {
        accounts.stop("main", new Cause(Reason.UNAUTHORIZED, "bad key"), null);

        check(new Balance.AccountStopped(new Cause(Reason.UNAUTHORIZED, "bad key")));
        check(new Balance.Unreadable(new Cause(Reason.UNREADABLE, "HTTP 502 without a readable answer")));
        assertThat(accounts.stops).containsKey("main");
        check(new Balance.Known(Credits.ZERO));

        assertThat(accounts.stops).isEmpty();
    }

    private void check(Balance answer) {
        balance = answer;
        new CheckAccounts(accounts, account -> balance, (suspect, resumed) -> seen.add(resumed)).check();
    }
}
