package dev.kiln.dispatcher.task.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.dispatcher.audit.AuditLog;
import dev.kiln.dispatcher.audit.Effect;
import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.pause.Pause;
import dev.kiln.dispatcher.pause.PauseTarget;
import dev.kiln.dispatcher.pause.Pauses;
import dev.kiln.dispatcher.task.StoreFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pauses and how the claim obeys them, against a real PostgreSQL. */
class PgPausesTest {

    private static final Order ORDER = new Order("ada", "too many complaints");
    private static final PauseTarget KLING = new PauseTarget.Model("kling/v2-1-pro");

    private static Tables tables;

    private Pauses pauses;

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
        pauses = new PgPauses(tables.pool(), Tables.CLOCK);
    }

    @Test
    void nothingPausedIsClaimedAndWhatIsResumedIs() {
        tables.store(Tables.queued(Tables.generation(1)));
        for (PauseTarget target : List.of(new PauseTarget.All(), KLING, new PauseTarget.Tenant("studio"))) {
            assertThat(pauses.pause(target, ORDER)).isEqualTo(Effect.DONE);

            assertThat(tables.claims.room(5)).as(target.toString()).isZero();
            assertThat(tables.claims.claim(1)).as(target.toString()).isEmpty();

            assertThat(pauses.resume(target, ORDER)).isEqualTo(Effect.DONE);
            assertThat(tables.claims.room(5)).as(target.toString()).isOne();
        }
        assertThat(tables.claims.claim(1)).hasSize(1);
    }

    @Test
    void whatIsNotPausedGoesOn() {
        tables.store(Tables.queued(Tables.generation(1)));
        pauses.pause(new PauseTarget.Model("flux-kontext-pro"), ORDER);
        pauses.pause(new PauseTarget.Tenant("shop"), ORDER);

        assertThat(tables.claims.claim(1)).hasSize(1);
    }

    @Test
    void aPausedRequestStillExpires() {
        tables.store(Tables.queued(Tables.generation(1)));
        pauses.pause(new PauseTarget.All(), ORDER);

        assertThat(tables.tasks.expired(Tables.CLOCK.instant().plus(Duration.ofDays(1)), 10))
                .containsExactly(Tables.generation(1).id());
    }

    @Test
    void pausingAndResumingTwiceIsHarmless() {
        pauses.pause(KLING, ORDER);

        assertThat(pauses.pause(KLING, new Order("bob", "again"))).isEqualTo(Effect.REPEATED);
        assertThat(pauses.standing(10)).singleElement().extracting(Pause::by).isEqualTo("ada");
        assertThat(pauses.resume(KLING, ORDER)).isEqualTo(Effect.DONE);
        assertThat(pauses.resume(KLING, ORDER)).isEqualTo(Effect.REPEATED);
    }

    @Test
    void kiesPauseEndsByItselfAndIsNewsOnlyOnce() {
        tables.store(Tables.queued(Tables.generation(1)));

        assertThat(pauses.switchedOff("kling/v2-1-pro", Duration.ofMinutes(5), "temporarily paused"))
                .isTrue();
        assertThat(pauses.switchedOff("kling/v2-1-pro", Duration.ofMinutes(5), "temporarily paused"))
                .isFalse();
        assertThat(tables.claims.claim(1)).isEmpty();
        assertThat(pauses.standing(10)).singleElement().satisfies(pause -> {
            assertThat(pause.by()).isEqualTo("kie");
            assertThat(pause.endsAt()).isNotNull();
        });

        tables.sql("update pause set ends_at = clock_timestamp()");
        assertThat(pauses.standing(10)).isEmpty();
        assertThat(tables.claims.claim(1)).hasSize(1);
        assertThat(pauses.switchedOff("kling/v2-1-pro", Duration.ofMinutes(5), "temporarily paused"))
                .isTrue();
    }

    @Test
    void kiesPauseDoesNotShortenAnOperators() {
        tables.store(Tables.queued(Tables.generation(1)));
        pauses.pause(KLING, ORDER);
        pauses.switchedOff("kling/v2-1-pro", Duration.ofMinutes(5), "temporarily paused");

        tables.sql("update pause set ends_at = clock_timestamp() where origin = 'KIE'");

        assertThat(tables.claims.claim(1)).isEmpty();
    }

    @Test
    void everyOrderIsInTheAuditNewestFirstAndNothingChangesIt() {
        AuditLog audit = new PgAuditLog(tables.pool());
        pauses.pause(new PauseTarget.Tenant("studio"), ORDER);
        pauses.pause(new PauseTarget.Tenant("studio"), ORDER);

        List<AuditLog.Kept> page = audit.page(Long.MAX_VALUE, 2);
        assertThat(page).extracting(kept -> kept.entry().outcome()).containsExactly("repeated", "done");
        assertThat(page.getLast().entry()).satisfies(entry -> {
            assertThat(entry.operator()).isEqualTo("ada");
            assertThat(entry.action()).isEqualTo("pause");
            assertThat(entry.target()).isEqualTo("tenants/studio");
            assertThat(entry.reason()).isEqualTo("too many complaints");
        });
        assertThat(audit.page(page.getLast().id(), 2)).noneMatch(page::contains);
        for (String change : List.of("update audit set reason = ''", "delete from audit", "truncate audit")) {
            assertThatThrownBy(() -> tables.sql(change)).as(change).isInstanceOf(StoreFailure.class);
        }
    }
}
