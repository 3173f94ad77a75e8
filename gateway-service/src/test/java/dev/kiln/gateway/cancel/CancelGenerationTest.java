package dev.kiln.gateway.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CancellationRequested;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.GenerationIds;
import dev.kiln.gateway.Events;
import dev.kiln.gateway.TestClock;
import dev.kiln.gateway.accept.Appending;
import dev.kiln.gateway.accept.MemoryLog;
import dev.kiln.gateway.idempotency.Fingerprint;
import dev.kiln.gateway.idempotency.MapRegistry;
import dev.kiln.gateway.idempotency.Registered;
import dev.kiln.gateway.identity.MintedIds;
import dev.kiln.gateway.view.FindGeneration;
import dev.kiln.gateway.view.MapRows;
import dev.kiln.gateway.view.Projection;
import dev.kiln.gateway.view.Status;
import dev.kiln.gateway.view.ViewProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CancelGenerationTest {

    private final TestClock clock = new TestClock(Events.ASKED);
    private final MintedIds ids = new MintedIds("a-tag-key-of-thirty-two-characters", clock, new Random(3));
    private final MapRows rows = new MapRows();
    private final MapRegistry registry = new MapRegistry();
    private final MemoryLog log = new MemoryLog();
    private final ViewProgress progress = new ViewProgress(
            () -> CompletableFuture.completedFuture(Map.of(1, 1L)),
            () -> CompletableFuture.completedFuture(Map.of()),
            (from, to) -> CompletableFuture.completedFuture(false),
            clock);
    private final CancelGeneration cancelGeneration =
            new CancelGeneration(new FindGeneration(rows, ids, registry, progress), log, clock);

    private final String id = GenerationIds.ofIdempotencyKey("acme", "key");

    @Test
    void passesOnTheWishToCancelWhatHasNotEnded() {
        know(Events.of(id).submitted(1));

        assertThat(cancel("acme", id)).isEqualTo(new Cancellation.Requested(id, Status.RUNNING));
        assertThat(log.appended())
                .containsExactly(new Envelope(
                        id + ".cancel", Envelope.GATEWAY, Events.ASKED, "acme", new CancellationRequested(id)));
    }

    @Test
    void doesNotPassOnWhatHasEndedOrIsAnothersOrNobodys() {
        know(Events.of(id).succeeded(2));

        assertThat(cancel("acme", id)).isEqualTo(new Cancellation.AlreadyFinal(id, Status.SUCCEEDED));
        assertThat(cancel("globex", id)).isEqualTo(new Cancellation.NotFound());
        assertThat(cancel("acme", GenerationIds.ofIdempotencyKey("acme", "other")))
                .isEqualTo(new Cancellation.NotFound());
        assertThat(cancel("globex", ids.mint("acme").id())).isEqualTo(new Cancellation.NotFound());
        assertThat(log.appended()).isEmpty();
    }

    @Test
    void cancelsWhatTheViewDoesNotKnowYet() {
        String minted = ids.mint("acme").id();
        registry.add(
                "acme", id, new Registered(new Fingerprint(""), null, Events.ASKED, Events.ASKED, Duration.ZERO, true));

        assertThat(cancel("acme", minted)).isEqualTo(new Cancellation.Requested(minted, Status.ACCEPTED));
        assertThat(cancel("acme", id)).isEqualTo(new Cancellation.Requested(id, Status.ACCEPTED));
        assertThat(log.appended()).hasSize(2);
    }

    @Test
    void tellsWhatIsNotPassedOnFromWhatMayBe() {
        know(Events.of(id).submitted(1));

        log.says(Appending.NOT_SENT);
        assertThat(cancel("acme", id)).isEqualTo(new Cancellation.Overloaded());
        log.says(Appending.UNKNOWN);
        assertThat(cancel("acme", id)).isEqualTo(new Cancellation.Unknown(id));
    }

    @Test
    void passesNothingOnWhileTheViewIsAway() {
        know(Events.of(id).submitted(1));
        rows.takeAway();

        assertThat(cancel("acme", id)).isEqualTo(new Cancellation.ViewAway());
        assertThat(log.appended()).isEmpty();
    }

    private void know(Envelope event) {
        rows.add(new Projection(Catalog.bundled()).of(event).orElseThrow());
    }

    private Cancellation cancel(String tenantId, String generationId) {
        return cancelGeneration
                .cancel(tenantId, generationId)
                .toCompletableFuture()
                .join();
    }
}
