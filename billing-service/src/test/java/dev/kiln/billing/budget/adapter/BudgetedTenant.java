package dev.kiln.billing.budget.adapter;

import static io.restassured.RestAssured.given;

import dev.kiln.billing.KafkaSide;
import dev.kiln.contract.Envelope;
import dev.kiln.contract.Topic;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A tenant of its own: its budgets as operators set them and ask for them, and what the service says of it. */
final class BudgetedTenant implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(20);
    static final String ADA = "Bearer ada-test-key";
    static final String MODEL = "kling/v2-1-pro";

    final String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
    final KafkaSide kafka = new KafkaSide();

    /** Its charges and thresholds, once there are so many. */
    List<Envelope> awaitSaid(int count) {
        return said(Topic.BILLING_CHARGES, count);
    }

    List<Envelope> said(Topic topic, int count) {
        return kafka.await(topic.qualifiedName(kafka.prefix()), name, count).stream()
                .map(record -> kafka.codec().read(record.headers(), record.value()))
                .toList();
    }

    Response put(String body) {
        return set(name, body);
    }

    static Response set(String tenant, String body) {
        return given().header("Authorization", ADA)
                .contentType("application/json")
                .body(body)
                .put("/v1/budgets/" + tenant);
    }

    /** As the tenant is shown when only it is asked for. */
    JsonPath only(String authorization) {
        return get(authorization, "?tenant=" + name).jsonPath().setRootPath("tenants[0]");
    }

    static Response get(String authorization, String query) {
        return given().header("Authorization", authorization).get("/v1/budgets" + query);
    }

    static String body(String zone, String... budgets) {
        return "{\"timeZone\":\"%s\",\"budgets\":[%s]}".formatted(zone, String.join(",", budgets));
    }

    static String budget(String model, String period, String limit, boolean hard) {
        String ofModel = model == null ? "" : "\"model\":\"" + model + "\",";
        return "{%s\"period\":\"%s\",\"limit\":\"%s\",\"hard\":%s}".formatted(ofModel, period, limit, hard);
    }

    static long revision(Response answer) {
        return answer.then().statusCode(200).extract().jsonPath().getLong("revision");
    }

    @Override
    public void close() {
        kafka.close();
    }
}
