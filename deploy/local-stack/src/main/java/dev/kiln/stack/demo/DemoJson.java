package dev.kiln.stack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** The demo's outcome for programs: credits are decimal strings. */
public final class DemoJson {
    private static final JsonMapper JSON = new JsonMapper();

    private DemoJson() {}

    public static String of(DemoReport report) {
        var document = JSON.createObjectNode();
        document.put("simulated", true);
        document.put("succeeded", report.allSucceeded());
        document.put("ledgerMatchesKie", report.ledgerAgrees());
        var generations = document.putArray("generations");
        report.rows().forEach(row -> write(row, generations.addObject()));
        var usage = document.putArray("usage");
        report.usage()
                .forEach(line -> usage.addObject()
                        .put("tenant", line.tenant())
                        .put("model", line.model())
                        .put("day", line.day())
                        .put("credits", text(line.credits())));
        document.putObject("kie")
                .put("opening", text(report.kie().opening()))
                .put("charged", text(report.kie().charged()))
                .put("balance", text(report.kie().balance()));
        var disagreements = document.putArray("disagreements");
        report.disagreements().forEach(disagreements::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report cannot be written", e);
        }
    }

    private static void write(DemoRow row, ObjectNode json) {
        json.put("model", row.model())
                .put("id", row.id())
                .put("status", row.status())
                .put("quoted", text(row.quoted()))
                .put("charged", text(row.charged()))
                .put("seconds", row.seconds())
                .put("file", row.file())
                .put("problem", row.problem());
    }

    private static String text(BigDecimal credits) {
        return credits == null ? null : credits.toPlainString();
    }
}
