package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.dispatcher.audit.Order;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An operator's request, whole. */
record Call(String operator, Map<String, String> path, Map<String, List<String>> query, byte[] body) {

    static Call of(RoutingContext context, String operator) {
        Map<String, List<String>> query = new HashMap<>();
        MultiMap parameters = context.queryParams();
        parameters.names().forEach(name -> query.put(name, parameters.getAll(name)));
        byte[] body = context.body() == null || context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        return new Call(operator, Map.copyOf(context.pathParams()), query, body);
    }

    String path(String name) {
        return path.get(name);
    }

    Order order(String reason) {
        return new Order(operator, reason);
    }
}
