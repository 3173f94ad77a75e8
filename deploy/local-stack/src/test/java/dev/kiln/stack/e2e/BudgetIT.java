package dev.kiln.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.contract.Budget;
import dev.kiln.contract.BudgetPeriod;
import dev.kiln.contract.Credits;
import dev.kiln.contract.CreditsCharged;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.KilnEvent;
import dev.kiln.contract.TenantSet;
import dev.kiln.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a tenant sees of its budgets, on the real services. A generation of {@link RunningStack#MODEL} costs 50 credits. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BudgetIT {
    private static final String TENANT = "local";
    private static final String CLOSED = "flux-kontext-pro";
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static RunningStack kiln;

    @BeforeAll
    static void start() {
        kiln = RunningStack.start("budget", Map.of());
    }

    @AfterAll
    static void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    @Order(1)
    void whatRunsIntoALimitIsRefusedWithWhatItRanInto() {
        set(Credits.of(120));
        awaitKnown();

        var ids = submit(3);

        var ends = ids.stream().map(kiln::awaitEnd).toList();
        assertThat(ends).extracting(end -> end.path("status").asText()).containsOnlyOnce("failed");
        assertThat(ends)
                .filteredOn(end -> end.path("status").asText().equals("failed"))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.path("failure").path("reason").asText()).isEqualTo("OVER_BUDGET");
                    assertThat(refused.path("failure").path("detail").asText())
                            .startsWith("the budget of 120 credits a month for " + RunningStack.MODEL
                                    + " has no room for 50: spent 100, held 0, resets at ");
                    assertThat(kiln.creates(refused.path("id").asText())).isEmpty();
                });
        assertThat(charged()).isEqualByComparingTo(Credits.of(100));
    }

    @Test
    @Order(2)
    void byTheTenantsChoiceItWaitsAndGoesOnWhenTheLimitRises() {
        var later = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
        say(new TenantSet(TENANT, later, 1, null, true));
        var id = awaitOneThatWaits();

        set(Credits.of(150));

        kiln.awaitSuccess(id);
        assertThat(kiln.creates(id)).hasSize(1);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyGuaranteeHolds() {
        kiln.judgeAtQuiescence();
    }

    /** All budgets of a tenant come in one event: when the limit of nothing is known, the other is. */
    private static void set(Credits limit) {
        var budgets = List.of(
                new Budget(RunningStack.MODEL, BudgetPeriod.MONTH, limit, true),
                new Budget(CLOSED, BudgetPeriod.TOTAL, Credits.ZERO, true));
        kiln.stack().billing().setBudgets(TENANT, ZoneId.of("Asia/Kolkata"), budgets);
    }

    private static void say(KilnEvent event) {
        kiln.stack()
                .events()
                .send(new Envelope(UUID.randomUUID().toString(), URI.create("/test"), Instant.now(), TENANT, event));
    }

    private static void awaitKnown() {
        await().atMost(WITHIN).until(() -> {
            var probe = kiln.submit(CLOSED, RunningStack.example(CLOSED));
            return kiln.awaitEnd(probe).path("status").asText().equals("failed");
        });
    }

    /** One that came before the tenant's choice was known is refused; the next one is not. */
    private static String awaitOneThatWaits() {
        return await().atMost(WITHIN)
                .until(
                        () -> {
                            var id = submit(1).getFirst();
                            await().atMost(WITHIN).until(() -> waits() || isRefused(id));
                            return id;
                        },
                        id -> waits());
    }

    private static boolean isRefused(String id) {
        return kiln.stack()
                .gateway()
                .generation(id)
                .filter(body -> body.path("status").asText().equals("failed"))
                .isPresent();
    }

    private static boolean waits() {
        var metrics = URI.create(kiln.processes().ports().managementUrl(Part.DISPATCHER) + "/q/metrics");
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("kiln_dispatcher_budget_waits_total"))
                    .anyMatch(line -> !line.endsWith(" 0.0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> submit(int generations) {
        return Stream.generate(() -> kiln.submit(RunningStack.MODEL, kiln.input("")))
                .limit(generations)
                .toList();
    }

    private static Credits charged() {
        return kiln.stack().events().all().stream()
                .map(Envelope::event)
                .filter(CreditsCharged.class::isInstance)
                .map(event -> (CreditsCharged) event)
                .filter(charged -> charged.request().model().equals(RunningStack.MODEL))
                .map(charged -> charged.charge().credits())
                .reduce(Credits.ZERO, Credits::plus);
    }
}
