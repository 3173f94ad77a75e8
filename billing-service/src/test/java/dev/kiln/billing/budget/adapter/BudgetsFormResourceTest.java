package dev.kiln.billing.budget.adapter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.kiln.backends.BackendsTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request to set budgets is refused. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class BudgetsFormResourceTest {

    @Test
    void letsOperatorsAloneSetBudgets() {
        given().header("Authorization", "Bearer studio-test-key")
                .contentType("application/json")
                .body(body("UTC"))
                .put("/v1/budgets/studio")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:kiln:problem:forbidden"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/timeZone | {'timeZone':'Mars/Base','budgets':[]}",
                "/timeZone | {'budgets':[]}",
                "/budgets | {'timeZone':'UTC'}",
                "/currency | {'timeZone':'UTC','budgets':[],'currency':'EUR'}",
                "/budgets/0/limit | {'timeZone':'UTC','budgets':[{'period':'day','limit':5,'hard':true}]}",
                "/budgets/0/limit | {'timeZone':'UTC','budgets':[{'period':'day','limit':'-5','hard':true}]}",
                "/budgets/0/limit | {'timeZone':'UTC','budgets':[{'period':'day','limit':'1.2345','hard':true}]}",
                "/budgets/0/limit | {'timeZone':'UTC','budgets':[{'period':'day','limit':'100000000.001','hard':true}]}",
                "/budgets/0/period | {'timeZone':'UTC','budgets':[{'period':'week','limit':'5','hard':true}]}",
                "/budgets/0/hard | {'timeZone':'UTC','budgets':[{'period':'day','limit':'5'}]}",
                "/budgets/0/model | {'timeZone':'UTC','budgets':[{'model':'','period':'day','limit':'5','hard':true}]}",
                "/budgets/0 | {'timeZone':'UTC','budgets':['day']}",
                "'' | []",
                "'' | {"
            })
    void namesEachFieldThatIsWrong(String pointer, String body) {
        put(body.replace('\'', '"'))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kiln:problem:invalid-input"))
                .body("errors.pointer", hasItems(pointer));
    }

    @Test
    void refusesTwoBudgetsForTheSame() {
        put(body("UTC", budget(null, "day", "1", true), budget(null, "day", "2", false)))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems("/budgets/1/period"));
    }

    private static Response put(String body) {
        return given().header("Authorization", "Bearer ada-test-key")
                .contentType("application/json")
                .body(body)
                .put("/v1/budgets/studio");
    }

    private static String body(String zone, String... budgets) {
        return "{\"timeZone\":\"%s\",\"budgets\":[%s]}".formatted(zone, String.join(",", budgets));
    }

    private static String budget(String model, String period, String limit, boolean hard) {
        String ofModel = model == null ? "" : "\"model\":\"" + model + "\",";
        return "{%s\"period\":\"%s\",\"limit\":\"%s\",\"hard\":%s}".formatted(ofModel, period, limit, hard);
    }
}
