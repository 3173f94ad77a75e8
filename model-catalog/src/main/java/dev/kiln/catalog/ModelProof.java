package dev.kiln.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.contract.Estimate;
import dev.kiln.contract.Fault;
import java.util.List;
import java.util.Map;

/** Holds a model to what its own file claims: defaults and examples fit, and every allowed input has its price. */
final class ModelProof {

    private final String file;
    private final Model model;
    private final JsonNode fields;

    private ModelProof(String file, Model model) {
        this.file = file;
        this.model = model;
        this.fields = model.inputSchema().path("properties");
    }

    static void demand(String file, Model model) {
        ModelProof proof = new ModelProof(file, model);
        proof.demandFittingDefaults();
        List<DatedPrice> prices = model.prices().prices();
        for (int i = 0; i < prices.size(); i++) {
            new PriceProof(file, "/price/" + i, model).demand(prices.get(i).rule());
        }
        for (int i = 0; i < model.examples().size(); i++) {
            proof.demandFittingExample("/examples/" + i, model.examples().get(i), prices.getLast());
        }
    }

    private void demandFittingDefaults() {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode preset = field.getValue().get("default");
            if (preset == null) {
                continue;
            }
            ObjectNode alone = JsonNodeFactory.instance.objectNode();
            alone.set(field.getKey(), preset);
            String place = FaultWording.ROOT + "/" + FaultWording.escaped(field.getKey());
            model.check(alone).stream()
                    .filter(fault -> fault.pointer().startsWith(place))
                    .findFirst()
                    .ifPresent(fault -> {
                        String pointer = "/input/properties/" + FaultWording.escaped(field.getKey()) + "/default";
                        throw new CatalogException(file, pointer, fault.detail());
                    });
        }
    }

    private void demandFittingExample(String pointer, Example example, DatedPrice price) {
        List<Fault> faults = model.check(example.input());
        if (!faults.isEmpty()) {
            Fault first = faults.getFirst();
            throw new CatalogException(file, pointer + first.pointer(), first.detail());
        }
        Estimate found = price.rule().estimate(model.completed(example.input()));
        if (!found.quote().equals(example.expected().quote())) {
            throw new CatalogException(file, pointer + "/quote", "the price rule makes it " + found.quote());
        }
        if (!found.hold().equals(example.expected().hold())) {
            throw new CatalogException(file, pointer + "/hold", "the price rule makes it " + found.hold());
        }
    }
}
