package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.dispatcher.audit.Order;
import dev.kiln.dispatcher.operate.Problem;
import dev.kiln.dispatcher.operate.ProblemKind;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An operator's request, whole. */
record Call(String operator, Map<String, String> path, Map<String, List<String>> query, byte[] body) {

    private static final Pattern NAME = Pattern.compile("[!-~]{1,128}");

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

    /** A part of the path that names something; what no name looks like is a problem. */
    String name(String part) {
        String name = path(part);
        if (!NAME.matcher(name).matches()) {
            throw Problem.of(ProblemKind.NOT_FOUND, "A name is 1 to 128 visible characters.")
                    .raised();
        }
        return name;
    }

    Order order(String reason) {
        return new Order(operator, reason);
    }
}
