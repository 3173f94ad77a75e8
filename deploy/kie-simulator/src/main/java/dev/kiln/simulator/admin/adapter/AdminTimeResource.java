package dev.kiln.simulator.admin.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.pace.Times;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** GET /admin/time: how fast time runs and what that makes of each duration; also told in the log at the start. */
@ApplicationScoped
class AdminTimeResource {

    private static final Logger LOG = Logger.getLogger(AdminTimeResource.class);

    private final Times times;

    AdminTimeResource(Times times) {
        this.times = times;
    }

    void register(@Observes Router router) {
        router.get("/admin/time").handler(this::tell);
    }

    void start(@Observes StartupEvent ignored) {
        if (times.accelerated()) {
            LOG.info(times.inWords());
        }
    }

    private void tell(RoutingContext routing) {
        ObjectNode json = Json.object().put("factor", times.factor());
        ObjectNode real = json.putObject("realMillis");
        times.real().forEach((setting, duration) -> real.put(setting, duration.toMillis()));
        AdminAnswer.ok(routing, json);
    }
}
