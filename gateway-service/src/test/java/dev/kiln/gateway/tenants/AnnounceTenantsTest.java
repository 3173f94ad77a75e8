package dev.kiln.gateway.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.contract.Envelope;
import dev.kiln.contract.TenantSet;
import dev.kiln.gateway.accept.Appending;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnnounceTenantsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);

    private final List<Envelope> told = new ArrayList<>();

    @Test
    void tellsWhatIsConfiguredUnderARevisionThatRises() {
        assertThat(announced(Appending.ACKNOWLEDGED)).isTrue();

        assertThat(told)
                .extracting(Envelope::event)
                .containsExactly(
                        new TenantSet("acme", 1_000_000, 3, 40, true),
                        new TenantSet("globex", 1_000_000, 1, null, false));
        assertThat(told).extracting(Envelope::tenantId).containsExactly("acme", "globex");
    }

    @Test
    void isNotDoneBeforeKafkaHasAllOfIt() {
        assertThat(announced(Appending.UNKNOWN)).isFalse();
        assertThat(announced(Appending.NOT_SENT)).isFalse();
    }

    @Test
    void asksTheLogForOneAtATimeSinceItTakesNoMoreThanItsBounds() {
        List<TenantTerms> tenants = List.of(
                new TenantTerms("acme", 3, 40, true),
                new TenantTerms("globex", 1, null, false),
                new TenantTerms("initech", 1, null, false));
        Deque<CompletableFuture<Appending>> pending = new ArrayDeque<>();
        AnnounceTenants announce = new AnnounceTenants(
                tenants,
                event -> {
                    pending.add(new CompletableFuture<>());
                    return pending.getLast();
                },
                CLOCK);

        CompletableFuture<Boolean> announced = announce.announce().toCompletableFuture();
        for (int i = 0; i < 3; i++) {
            assertThat(pending).hasSize(1);
            pending.remove().complete(Appending.ACKNOWLEDGED);
        }

        assertThat(announced).isCompletedWithValue(true);
    }

    @Test
    void refusesTermsThatMeanNothingByTheirNames() {
        assertThatThrownBy(() -> new TenantTerms("acme", 0, null, false))
                .hasMessageContaining("kiln.tenants.\"acme\".weight");
        assertThatThrownBy(() -> new TenantTerms("acme", 1001, null, false))
                .hasMessageContaining("kiln.tenants.\"acme\".weight");
        assertThatThrownBy(() -> new TenantTerms("acme", 1, 0, false))
                .hasMessageContaining("kiln.tenants.\"acme\".max-running");
    }

    private boolean announced(Appending last) {
        List<TenantTerms> tenants =
                List.of(new TenantTerms("acme", 3, 40, true), new TenantTerms("globex", 1, null, false));
        AnnounceTenants announce = new AnnounceTenants(
                tenants,
                event -> {
                    told.add(event);
                    return CompletableFuture.completedFuture(
                            event.tenantId().equals("globex") ? last : Appending.ACKNOWLEDGED);
                },
                CLOCK);
        return announce.announce().toCompletableFuture().join();
    }
}
