package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemasTest {

    /** The records inside events, by the name of their definition. */
    private static final Map<String, Class<?>> PARTS = Map.of(
            "requestSummary", RequestSummary.class,
            "submission", Submission.class,
            "estimate", Estimate.class,
            "charge", Charge.class,
            "cause", Cause.class,
            "failure", Failure.class,
            "fault", Fault.class,
            "asset", Asset.class,
            "budget", Budget.class);

    @ParameterizedTest
    @EnumSource
    void hasTheFieldsOfItsRecordInTheirOrder(EventType type) {
        ObjectNode schema = Schemas.source(type.typeName());

        assertThat(schema.get("title").textValue()).isEqualTo(type.record().getSimpleName());
        assertThat(fields(schema)).isEqualTo(components(type.record()));
    }

    @Test
    void definesThePartsAsTheirRecordsDo() {
        JsonNode definitions = Schemas.source("defs").get("$defs");

        PARTS.forEach((name, record) ->
                assertThat(fields(definitions.get(name))).as(name).isEqualTo(components(record)));
    }

    @Test
    void existForEveryTypeAndForNothingElse() throws URISyntaxException {
        File folder = new File(Schemas.file("defs").toURI()).getParentFile();

        assertThat(folder.list())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("defs.json"),
                                Stream.of(EventType.values()).map(type -> type.typeName() + ".json"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void allowFieldsOfLaterVersions(EventType type) {
        assertThat(Schemas.source(type.typeName()).findValues("additionalProperties"))
                .noneMatch(JsonNode::isBoolean);
        assertThat(Schemas.source("defs").findValues("additionalProperties")).noneMatch(JsonNode::isBoolean);
    }

    @Test
    void takeCreditsOnlyAsExactStrings() {
        ObjectNode balance =
                (ObjectNode) Example.of(EventType.BALANCE_READ).get(0).data();

        for (String good : List.of("0", "2.8", "-3.5", "99999999999.999")) {
            assertThat(faults(balance.put("balance", good))).as(good).isEmpty();
        }
        for (String bad : List.of("2.8001", "2,8", "1e3", "", "+1", ".5", "100000000000")) {
            assertThat(faults(balance.put("balance", bad))).as(bad).isNotEmpty();
        }
        assertThat(faults(balance.put("balance", 5))).isNotEmpty();
    }

    private static List<String> faults(ObjectNode balance) {
        return Schemas.faults(EventType.BALANCE_READ, balance);
    }

    private static List<String> fields(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> components(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
