package dev.kiln.dispatcher;

import static dev.kiln.dispatcher.OperatorCalls.REASON;
import static dev.kiln.dispatcher.OperatorCalls.json;
import static dev.kiln.dispatcher.OperatorCalls.operator;
import static dev.kiln.dispatcher.OperatorCalls.problem;
import static dev.kiln.dispatcher.OperatorCalls.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.backends.BackendsTestResource;
import dev.kiln.contract.AccountResumed;
import dev.kiln.contract.AccountStopped;
import dev.kiln.contract.GenerationSubmitted;
import dev.kiln.contract.Reason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators pause and stop, and what the whole service stops and resumes by itself. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
@QuarkusTestResource(KieStandIn.class)
class OperatorStopsTest {

    @TestHTTPResource(management = true)
    URI management;

    private OperatorCalls calls;
    private Studio studio;

    @BeforeEach
    void open() {
        studio = new Studio();
        calls = new OperatorCalls(management);
    }

    @AfterEach
    void close() {
        studio.close();
    }

    @Test
    void whatIsPausedWaitsUntilItIsResumed() {
        for (String target : new String[] {"all", "models/kling/v2-1-pro", "tenants/studio"}) {
            assertThat(json(calls.put("/pauses/" + target), 200).path("outcome").textValue())
                    .isEqualTo("done");
            assertThat(json(calls.put("/pauses/" + target), 200).path("outcome").textValue())
                    .isEqualTo("repeated");
            String id = studio.request("paused " + UUID.randomUUID());
            calls.awaitTask("queued", id);
            JsonNode pause = json(calls.get("/pauses"), 200).path("pauses").path(0);
            assertThat(pause.path("target").textValue()).isEqualTo(target);
            assertThat(pause.path("by").textValue()).isEqualTo("ada");

            json(calls.delete("/pauses/" + target), 200);

            studio.await(id, GenerationSubmitted.class);
        }
        problem(calls.put("/pauses/models/kling/v9"), 404, "unknown-model");
        assertThat(problem(operator().body("{}").put(calls.operators + "/pauses/all"), 422, "invalid-input")
                        .path("errors")
                        .findValuesAsText("pointer"))
                .containsExactly("/reason");
    }

    @Test
    void anOperatorsStopHoldsUntilAnOperatorResumes() {
        json(calls.post("/accounts/main/stop", reason()), 200);
        String id = studio.request("stopped " + UUID.randomUUID());
        calls.awaitTask("queued", id);

        JsonNode accounts = json(calls.get("/accounts"), 200);
        JsonNode account = accounts.path("accounts").path(0);
        assertThat(account.path("state").textValue()).isEqualTo("stopped");
        assertThat(account.path("stop").path("by").textValue()).isEqualTo("operator");
        assertThat(account.path("stop").path("cause").path("detail").textValue())
                .isEqualTo(REASON);
        assertThat(accounts.path("waiting").intValue()).isPositive();
        assertThat(accounts.toString()).doesNotContain("stand-in");

        json(calls.post("/accounts/main/resume", reason()), 200);

        studio.await(id, GenerationSubmitted.class);
        problem(calls.post("/accounts/nobody/stop", reason()), 404, "unknown-account");
    }

    @Test
    void anAccountWithoutCreditsStopsAndIsResumedByACheck() {
        KieStandIn.BALANCE.set(0);
        String id = studio.request("dear " + UUID.randomUUID());

        AccountStopped stopped = studio.await(
                "main", AccountStopped.class, event -> event.cause().reason().equals(Reason.INSUFFICIENT_CREDITS));
        assertThat(stopped.cause().detail()).contains("Credits insufficient");
        assertThat(operator().get(calls.management.resolve("/q/metrics")).asString())
                .contains("kiln_dispatcher_account_stops_total{account=\"main\",reason=\"INSUFFICIENT_CREDITS\"");
        calls.awaitTask("queued", id);

        KieStandIn.BALANCE.set(1_000_000);

        assertThat(studio.await(id, GenerationSubmitted.class).submission().attempt())
                .isEqualTo(2);
        studio.await("main", AccountResumed.class);
    }
}
