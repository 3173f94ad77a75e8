package dev.kiln.dispatcher.task.adapter;

import static dev.kiln.dispatcher.task.Samples.CAUSE;
import static dev.kiln.dispatcher.task.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.AccountStopped;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.account.Account;
import dev.kiln.dispatcher.account.Accounts;
import dev.kiln.dispatcher.account.CheckIntervals;
import dev.kiln.dispatcher.account.StoppedBy;
import dev.kiln.dispatcher.audit.AuditLog;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.task.Submitting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stops of accounts and how the claim obeys them, against a real PostgreSQL. */
class PgAccountStopsTest {

    private static final Cause SHORT = new Cause(Reason.INSUFFICIENT_CREDITS, "Credits insufficient");
    private static final Order ORDER = new Order("ada", "the invoice is disputed");

    private static Tables tables;

    private Accounts accounts;

    @BeforeAll
    static void start() {
        tables = new Tables();
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @BeforeEach
    void empty() {
        tables.empty();
        accounts = new PgAccountStops(
                tables.pool(),
                Tables.CLOCK,
                new CheckIntervals(Duration.ofMinutes(1), Duration.ofHours(1)),
                List.of("main"));
        tables.store(Tables.queued(Tables.generation(1)));
    }

    @Test
    void aStoppedAccountIsNotClaimedWith() {
        accounts.stop("main", SHORT, null);

        assertThat(tables.claims.room(5)).isZero();
        assertThat(tables.claims.claim(1)).isEmpty();
    }

    @Test
    void manyCreatesThatAreRefusedAtOnceStopItOnceWithOneEvent() throws Exception {
        List<Callable<Optional<Accounts.Stopped>>> refusals = new ArrayList<>();
        for (int create = 0; create < 8; create++) {
            refusals.add(() -> accounts.stop("main", SHORT, Credits.of(50)));
        }
        List<Accounts.Stopped> told = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<Accounts.Stopped>> refusal : threads.invokeAll(refusals)) {
                refusal.get().ifPresent(told::add);
            }
        }

        assertThat(told).containsExactly(new Accounts.Stopped("main", SHORT, 1));
        assertThat(events()).singleElement().satisfies(envelope -> {
            assertThat(envelope.id()).isEqualTo("account/main/1");
            assertThat(envelope.tenantId()).isNull();
            assertThat(envelope.event()).isEqualTo(new AccountStopped("main", SHORT, NOW));
            assertThat(envelope.event().key()).isEqualTo("main");
        });
    }

    @Test
    void oneReplicaChecksAndEachCheckInVainPutsTheNextOffFurther() {
        accounts.stop("main", SHORT, Credits.of(50));
        assertThat(accounts.takeDueForCheck()).isEmpty();

        due();
        assertThat(accounts.takeDueForCheck()).singleElement().satisfies(suspect -> {
            assertThat(suspect.account()).isEqualTo("main");
            assertThat(suspect.stop().needs()).isEqualTo(Credits.of(50));
        });
        assertThat(accounts.takeDueForCheck()).isEmpty();
        assertThat(minutesToCheck()).isEqualTo(2);
        due();
        accounts.takeDueForCheck();
        assertThat(minutesToCheck()).isEqualTo(4);
    }

    @Test
    void aCheckResumesItAndOneCreateProbesItFirst() {
        tables.store(Tables.queued(Tables.generation(2)));
        accounts.stop("main", SHORT, null);

        assertThat(accounts.resume("main")).isTrue();

        assertThat(accounts.resume("main")).isFalse();
        assertThat(events())
                .extracting(Envelope::event)
                .containsExactly(new AccountStopped("main", SHORT, NOW), new AccountResumed("main", NOW));
        assertThat(tables.claims.room(5)).isOne();
        Submitting probe = tables.claims.claim(1).getFirst();
        assertThat(tables.claims.claim(1)).isEmpty();
        tables.claims.answered(probe);
        assertThat(tables.claims.claim(1)).hasSize(1);
    }

    @Test
    void aStopSoonAfterAResumptionGoesOnCounting() {
        accounts.stop("main", SHORT, null);
        due();
        accounts.takeDueForCheck();
        accounts.resume("main");

        accounts.stop("main", SHORT, null);

        assertThat(minutesToCheck()).isEqualTo(4);
    }

    @Test
    void anOperatorsStopIsNeverCheckedAndEndsByAnOperatorsWordAlone() {
        assertThat(accounts.stop("main", ORDER)).isEqualTo(Effect.DONE);
        tables.sql("update account set check_at = '-infinity'");

        assertThat(accounts.takeDueForCheck()).isEmpty();
        assertThat(accounts.resume("main")).isFalse();
        assertThat(accounts.stop("main", SHORT, null)).isEmpty();
        assertThat(accounts.stop("main", ORDER)).isEqualTo(Effect.REPEATED);
        assertThat(tables.claims.claim(1)).isEmpty();
        assertThat(accounts.resume("main", ORDER)).isEqualTo(Effect.DONE);
        assertThat(accounts.resume("main", ORDER)).isEqualTo(Effect.REPEATED);
        assertThat(tables.claims.claim(1)).hasSize(1);
    }

    @Test
    void anOperatorTakesKiesStopOver() {
        accounts.stop("main", SHORT, Credits.of(50));

        assertThat(accounts.stop("main", ORDER)).isEqualTo(Effect.DONE);

        assertThat(accounts.all(10))
                .singleElement()
                .satisfies(account -> assertThat(account.stop()).hasValueSatisfying(stop -> {
                    assertThat(stop.by()).isEqualTo(StoppedBy.OPERATOR);
                    assertThat(stop.cause().detail()).isEqualTo("the invoice is disputed");
                    assertThat(stop.checkAt()).isNull();
                    assertThat(stop.needs()).isNull();
                }));
    }

    @Test
    void anOperatorEndsARest() {
        tables.claims.pause("main", Duration.ofMinutes(5));

        assertThat(accounts.resume("main", ORDER)).isEqualTo(Effect.DONE);

        assertThat(tables.claims.claim(1)).hasSize(1);
    }

    @Test
    void ordersForAnAccountThatIsNotThereAreAuditedToo() {
        assertThat(accounts.stop("gone", ORDER)).isEqualTo(Effect.UNKNOWN);

        AuditLog audit = new PgAuditLog(tables.pool());
        assertThat(audit.page(Long.MAX_VALUE, 1)).singleElement().satisfies(kept -> {
            assertThat(kept.entry().action()).isEqualTo("stop-account");
            assertThat(kept.entry().target()).isEqualTo("gone");
            assertThat(kept.entry().outcome()).isEqualTo("unknown");
        });
    }

    @Test
    void maintenanceIsBackedOffFromOnceForAllCreatesAndLongerTheNextTime() {
        assertThat(accounts.backOff("main")).contains(Duration.ofMinutes(1));
        assertThat(accounts.backOff("main")).isEmpty();
        assertThat(tables.claims.claim(1)).isEmpty();

        tables.sql("update account set backed_off_until = clock_timestamp(), paused_until = '-infinity'");
        assertThat(accounts.backOff("main")).contains(Duration.ofMinutes(2));
        tables.sql("update account set backed_off_until = clock_timestamp() - interval '11 minutes'");
        assertThat(accounts.backOff("main")).contains(Duration.ofMinutes(1));
    }

    @Test
    void anAccountShowsWhatItIsDoing() {
        Submitting first = tables.claims.claim(1).getFirst();
        tables.change(first.generation(), Optional.of(first.doubt(CAUSE, NOW)));

        Account account = accounts.all(10).getFirst();

        assertThat(account.tasks()).isEqualTo(1);
        assertThat(account.slots()).isEqualTo(20);
        assertThat(account.slotsInUse()).isEqualTo(1);
        assertThat(account.stop()).isEmpty();
        assertThat(account.pausedUntil()).isEmpty();
    }

    private static void due() {
        tables.sql("update account set check_at = clock_timestamp()");
    }

    private static long minutesToCheck() {
        return tables.sql("select round(extract(epoch from check_at - clock_timestamp()) / 60)::bigint from account")
                .iterator()
                .next()
                .getLong(0);
    }

    private static List<Envelope> events() {
        List<Envelope> events = new ArrayList<>();
        tables.relay(100, events::addAll);
        return events;
    }
}
