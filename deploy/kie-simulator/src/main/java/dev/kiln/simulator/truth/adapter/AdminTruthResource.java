package dev.kiln.simulator.truth.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.truth.TruthLog;
import dev.kiln.simulator.truth.TruthLog.LinesGone;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** GET /admin/truth?after=&limit=: the truth log, page by page. */
@ApplicationScoped
class AdminTruthResource {

    private static final int PAGE = 1000;
    private static final int LARGEST_PAGE = 10_000;

    private final TruthLog truth;

    AdminTruthResource(TruthLog truth) {
        this.truth = truth;
    }

    void register(@Observes Router router) {
        router.get("/admin/truth").handler(this::page);
    }

    private void page(RoutingContext routing) {
        HttpServerResponse response = routing.response().putHeader("Content-Type", "application/json");
        try {
            long after = Long.parseLong(
                    routing.queryParams().contains("after")
                            ? routing.queryParams().get("after")
                            : "0");
            int limit = routing.queryParams().contains("limit")
                    ? Math.clamp(Long.parseLong(routing.queryParams().get("limit")), 1, LARGEST_PAGE)
                    : PAGE;
            List<ObjectNode> lines =
                    truth.after(after, limit).stream().map(TruthJson::of).toList();
            response.end(Json.writeValue(lines));
        } catch (NumberFormatException e) {
            response.setStatusCode(400).end(error("after and limit must be whole numbers"));
        } catch (LinesGone e) {
            response.setStatusCode(410).end(error(e.getMessage()));
        }
    }

    private static String error(String message) {
        return Json.write(Json.object().put("error", message));
    }
}
