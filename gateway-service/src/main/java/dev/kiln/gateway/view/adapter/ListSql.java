package dev.kiln.gateway.view.adapter;

import dev.kiln.gateway.view.ListQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statement of a list. It holds the conditions that are asked for and no others, so that the database can choose the
 * index; all values are parameters.
 */
record ListSql(String text, Map<String, Object> parameters) {

    static ListSql of(String tenantId, ListQuery query) {
        List<String> conditions = new ArrayList<>(List.of("tenant_id = :tenant"));
        Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenantId));
        add(
                conditions,
                parameters,
                "status = :status",
                "status",
                query.status() == null ? null : query.status().wireName());
        add(conditions, parameters, "model = :model", "model", query.model());
        add(conditions, parameters, "reference = :reference", "reference", query.reference());
        add(conditions, parameters, "listed_at >= :from", "from", query.from());
        add(conditions, parameters, "listed_at < :to", "to", query.to());
        if (query.after() != null) {
            conditions.add("(listed_at, generation_id) < (:at, :id)");
            parameters.put("at", query.after().at());
            parameters.put("id", query.after().id());
        }
        String text = "SELECT * FROM view.generation WHERE " + String.join(" AND ", conditions)
                + " ORDER BY listed_at DESC, generation_id DESC";
        return new ListSql(text, parameters);
    }

    private static void add(
            List<String> conditions, Map<String, Object> parameters, String condition, String name, Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }
}
