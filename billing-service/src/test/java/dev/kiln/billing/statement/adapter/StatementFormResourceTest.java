package dev.kiln.billing.statement.adapter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.kiln.backends.BackendsTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of questions and answers, whatever is booked. */
@QuarkusTest
@QuarkusTestResource(BackendsTestResource.class)
class StatementFormResourceTest {

    private static final String ARCHIVE = "Bearer archive-test-key";

    @ParameterizedTest
    @CsvSource({
        "application/json, application/json;charset=UTF-8",
        "*/*, application/json;charset=UTF-8",
        "text/csv, text/csv;charset=UTF-8",
        "'text/csv, application/json;q=0.5', text/csv;charset=UTF-8",
        "'application/json, text/csv;q=0.5', application/json;charset=UTF-8"
    })
    void answersInWhatIsAccepted(String accept, String contentType) {
        for (String path : List.of("/v1/ledger", "/v1/usage")) {
            given().header("Authorization", ARCHIVE)
                    .header("Accept", accept)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType(equalTo(contentType));
        }
    }

    @Test
    void saysWhenItHasNotWhatIsAccepted() {
        given().header("Authorization", ARCHIVE)
                .accept("application/xml")
                .get("/v1/ledger")
                .then()
                .statusCode(406);
    }

    @ParameterizedTest
    @CsvSource({
        "from, from=yesterday",
        "from, from=",
        "to, to=2026-02-30",
        "from, from=2026-11-24&to=2026-11-23",
        "from, from=2024-01-01&to=2026-11-23",
        "limit, limit=0",
        "limit, limit=501",
        "limit, limit=all",
        "limit, limit=5&limit=6",
        "cursor, cursor=2",
        "cursor, cursor=",
        "model, model=",
        "model, model=a%00b",
        "account, account=%0A",
        "generationId, generationId=gen_1",
        "ledgerAccount, ledgerAccount=cash",
        "modle, modle=kling/v2-1-pro"
    })
    void namesTheParameterThatCannotBeUsed(String parameter, String query) {
        for (String accept : List.of("application/json", "text/csv")) {
            given().header("Authorization", ARCHIVE)
                    .accept(accept)
                    .urlEncodingEnabled(false)
                    .get("/v1/ledger?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("status", equalTo(400))
                    .body("type", equalTo("urn:kiln:problem:invalid-parameter"))
                    .body("errors[0].parameter", equalTo(parameter))
                    .body("detail", containsString(parameter));
        }
    }

    @Test
    void asksForAKeyThatItKnows() {
        given().header("Authorization", "Bearer unknown-key")
                .get("/v1/ledger")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void describesItself() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/ledger'.get.operationId", equalTo("ledger"))
                .body(
                        "paths.'/v1/ledger'.get.parameters.name",
                        hasItems(StatementParameters.NAMES.toArray(String[]::new)))
                .body("paths.'/v1/ledger'.get.parameters.size()", equalTo(StatementParameters.NAMES.size()))
                .body("paths.'/v1/ledger'.get.parameters.find { it.name == 'limit' }.schema.maximum", equalTo(500))
                .body(
                        "paths.'/v1/ledger'.get.responses.'200'.content.keySet()",
                        hasItems("application/json", "text/csv"))
                .body(
                        "paths.'/v1/usage'.get.responses.'200'.content.keySet()",
                        hasItems("application/json", "text/csv"))
                .body("components.schemas.LedgerEntry.properties.keySet()", hasItems(columns()))
                .body("components.schemas.LedgerEntry.properties.size()", equalTo(columns().length))
                .body("components.schemas.LedgerEntry.properties.amount.type", equalTo("string"))
                .body("components.schemas.LedgerEntry.properties.basis.enum", hasItems("assumed", "decided"))
                .body("components.schemas.LedgerPage.properties.keySet()", hasItems("from", "to", "rows", "next"));
    }

    private static String[] columns() {
        return StatementEntry.COLUMNS.toArray(String[]::new);
    }
}
