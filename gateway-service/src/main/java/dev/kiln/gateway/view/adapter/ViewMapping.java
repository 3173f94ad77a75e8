package dev.kiln.gateway.view.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Asset;
import dev.kiln.contract.Charge;
import dev.kiln.contract.ChargeBasis;
import dev.kiln.contract.ContractJson;
import dev.kiln.contract.Credits;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Failure;
import dev.kiln.contract.Fault;
import dev.kiln.gateway.view.Asked;
import dev.kiln.gateway.view.Ending;
import dev.kiln.gateway.view.Generation;
import dev.kiln.gateway.view.Listed;
import dev.kiln.gateway.view.Place;
import dev.kiln.gateway.view.Position;
import dev.kiln.gateway.view.Standing;
import dev.kiln.gateway.view.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Between the domain's values and the view's columns. */
final class ViewMapping {

    private static final ObjectMapper JSON = ContractJson.mapper();

    private ViewMapping() {}

    static Generation generation(GenerationView row) {
        Estimate estimate = row.quote == null ? null : new Estimate(Credits.of(row.quote), Credits.of(row.hold));
        return new Generation(
                row.generationId,
                row.tenantId,
                new Asked(row.model, row.reference, read(row.metadata, new TypeReference<Map<String, String>>() {})),
                new Standing(row.sequence, Status.named(row.status), row.attempt, row.acceptedAt, row.submittedAt),
                estimate,
                row.completedAt == null ? null : ending(row));
    }

    static Listed listed(GenerationView row) {
        return new Listed(generation(row), new Place(row.listedAt, row.generationId));
    }

    private static Ending ending(GenerationView row) {
        Charge charge =
                row.charge == null ? null : new Charge(Credits.of(row.charge), ChargeBasis.valueOf(row.chargeBasis));
        return new Ending(
                charge,
                read(row.assets, new TypeReference<List<Asset>>() {}),
                row.failure == null ? null : read(row.failure, new TypeReference<Failure>() {}),
                read(row.faults, new TypeReference<List<Fault>>() {}),
                row.completedAt);
    }

    /** The rows as one JSON array, whose names are the columns. */
    static String rows(Collection<Generation> generations) {
        ArrayNode rows = JSON.createArrayNode();
        generations.forEach(generation -> fill(rows.addObject(), generation));
        return rows.toString();
    }

    static String offsets(Map<Position, Long> nextOffsets) {
        ArrayNode rows = JSON.createArrayNode();
        nextOffsets.forEach((position, next) -> rows.addObject()
                .put("topic", position.topic())
                .put("partition", position.partition())
                .put("next_offset", next));
        return rows.toString();
    }

    private static void fill(ObjectNode row, Generation generation) {
        Standing standing = generation.standing();
        row.put("generation_id", generation.id())
                .put("tenant_id", generation.tenantId())
                .put("sequence", standing.sequence())
                .put("status", standing.status().wireName())
                .put("attempt", standing.attempt())
                .put("model", generation.asked().model())
                .put("reference", generation.asked().reference())
                .put("metadata", write(generation.asked().metadata()))
                .put("accepted_at", text(standing.acceptedAt()))
                .put("submitted_at", text(standing.submittedAt()));
        if (generation.estimate() != null) {
            row.put("quote", generation.estimate().quote().amount())
                    .put("hold", generation.estimate().hold().amount());
        }
        if (generation.ending() != null) {
            fill(row, generation.ending());
        }
    }

    private static void fill(ObjectNode row, Ending ending) {
        if (ending.charge() != null) {
            row.put("charge", ending.charge().credits().amount())
                    .put("charge_basis", ending.charge().basis().name());
        }
        row.put("assets", write(ending.assets()))
                .put("failure", ending.failure() == null ? null : write(ending.failure()))
                .put("faults", write(ending.faults()))
                .put("completed_at", text(ending.completedAt()));
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column of the view cannot be written", e);
        }
    }

    private static <T> T read(String column, TypeReference<T> type) {
        try {
            return JSON.readValue(column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a column of the view cannot be read", e);
        }
    }
}
