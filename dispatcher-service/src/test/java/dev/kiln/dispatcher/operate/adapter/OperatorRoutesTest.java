package dev.kiln.dispatcher.operate.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.tenantkeys.OperatorKeys;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OperatorRoutesTest {

    @Test
    void areClosedToEveryoneWhereNoOperatorIsConfigured() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            new OperatorRoutes(
                            vertx,
                            OperatorKeys.of(Map.of()),
                            new TaskEndpoints(null, null, null, null),
                            new AccountEndpoints(null, null, null),
                            new PauseEndpoints(null, null, null),
                            new AuditEndpoint(null),
                            new RestoreEndpoint(null, null))
                    .register(() -> router);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            Response answer = RestAssured.given()
                    .header("Authorization", "Bearer anything")
                    .get("http://127.0.0.1:" + server.actualPort() + "/operators/v1/audit");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.jsonPath().getString("detail")).contains("kiln.operators.<name>.key-hashes");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
