package dev.kiln.dispatcher.task.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.catalog.Family;
import dev.kiln.contract.Cause;
import dev.kiln.contract.CompletionEvent;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.GenerationCanceled;
import dev.kiln.contract.GenerationFailed;
import dev.kiln.contract.GenerationSucceeded;
import dev.kiln.contract.Lane;
import dev.kiln.contract.RequestSummary;
import dev.kiln.contract.Submission;
import dev.kiln.dispatcher.task.Finished;
import dev.kiln.dispatcher.task.Generation;
import dev.kiln.dispatcher.task.InDoubt;
import dev.kiln.dispatcher.task.Parked;
import dev.kiln.dispatcher.task.Queued;
import dev.kiln.dispatcher.task.Running;
import dev.kiln.dispatcher.task.Submitting;
import dev.kiln.dispatcher.task.Task;
import dev.kiln.dispatcher.task.TaskRoute;
import dev.kiln.dispatcher.task.UnreadableRow;
import io.micrometer.core.instrument.Metrics;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

/** Reads a row of the table {@code task} as the state that it is in. JSON columns are selected as text. */
final class TaskRows {

    /** What a select must name for {@link #read}. */
    static final String COLUMNS = """
            generation_id, tenant_id, fingerprint, model, reference, metadata::text as metadata, catalog_revision,
            family, upstream_model, input::text as input, quote, hold, lane, accepted_at, expires_at, cancel_requested,
            state, version, due_at, attempt, account, task_id, submitted_at, cause_reason, cause_detail,
            completion::text as completion, hinted_task_id, traceparent
            """;

    private TaskRows() {}

    /** A row that this version cannot read is an {@link UnreadableRow}: one such task must not stop the others. */
    static Task read(Row row) {
        try {
            return state(row);
        } catch (IllegalArgumentException | IllegalStateException e) {
            Metrics.counter("kiln_dispatcher_unreadable_rows_total").increment();
            throw new UnreadableRow(row.getString("generation_id"), e);
        }
    }

    private static Task state(Row row) {
        Generation generation = generation(row);
        long version = row.getLong("version");
        boolean cancel = row.getBoolean("cancel_requested");
        Submission submission = submission(row);
        Instant due = instant(row, "due_at");
        String hinted = row.getString("hinted_task_id");
        return switch (row.getString("state")) {
            case "QUEUED" -> new Queued(generation, version, cancel, submission, due);
            case "SUBMITTING" -> new Submitting(generation, version, cancel, submission, due, hinted);
            case "RUNNING" -> new Running(generation, version, cancel, submission, due, hinted != null);
            case "IN_DOUBT" -> new InDoubt(generation, version, cancel, submission, cause(row), due);
            case "PARKED" -> new Parked(generation, version, cancel, submission, due, hinted != null);
            case "SUCCEEDED" -> new Finished(generation, cancel, completion(row, GenerationSucceeded.class), due);
            case "FAILED" -> new Finished(generation, cancel, completion(row, GenerationFailed.class), due);
            case "CANCELED" -> new Finished(generation, cancel, completion(row, GenerationCanceled.class), due);
            default -> throw new IllegalStateException("a task has an unknown state");
        };
    }

    private static CompletionEvent completion(Row row, Class<? extends CompletionEvent> type) {
        return json(row.getString("completion"), type);
    }

    private static Generation generation(Row row) {
        String input = row.getString("input");
        return new Generation(
                row.getString("generation_id"),
                row.getString("tenant_id"),
                new RequestSummary(
                        row.getString("model"),
                        row.getString("reference"),
                        metadata(row.getString("metadata")),
                        row.getString("catalog_revision")),
                route(row),
                input == null ? null : json(input, JsonNode.class),
                estimate(row),
                lane(row.getString("lane")),
                instant(row, "accepted_at"),
                instant(row, "expires_at"),
                row.getString("fingerprint"),
                row.getString("traceparent"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> metadata(String text) {
        return json(text, Map.class);
    }

    private static TaskRoute route(Row row) {
        String family = row.getString("family");
        return family == null ? null : new TaskRoute(Family.valueOf(family), row.getString("upstream_model"));
    }

    /** As the contract says, a lane that this version does not know is standard. */
    static Lane lane(String name) {
        return Arrays.stream(Lane.values())
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElse(Lane.STANDARD);
    }

    private static Estimate estimate(Row row) {
        BigDecimal quote = row.getBigDecimal("quote");
        return quote == null ? null : new Estimate(Credits.of(quote), Credits.of(row.getBigDecimal("hold")));
    }

    private static Submission submission(Row row) {
        int attempt = row.getInteger("attempt");
        return attempt == 0
                ? null
                : new Submission(
                        attempt, row.getString("account"), row.getString("task_id"), instant(row, "submitted_at"));
    }

    private static Cause cause(Row row) {
        return new Cause(row.getString("cause_reason"), row.getString("cause_detail"));
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static <T> T json(String text, Class<T> type) {
        try {
            return ContractJson.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read");
        }
    }

    static String json(Object value) {
        try {
            return ContractJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written as JSON");
        }
    }
}
