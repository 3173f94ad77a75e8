package dev.kiln.simulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A model that can be ordered: its exact id, its family and the fields of its input. */
public record Model(String id, Family family, Media media, List<Field> fields) {

    private static final int MOST_IMAGES = 6;

    /** The input with every default filled in; fields without a default stay absent. */
    public ObjectNode withDefaults(ObjectNode input) {
        ObjectNode full = input.deepCopy();
        for (Field field : fields) {
            if (!full.has(field.name()) && !field.standard().isMissingNode()) {
                full.set(field.name(), field.standard());
            }
        }
        return full;
    }

    /** How many files a success returns if nothing reduces them: max_images where the model has it, else 1. */
    public int mostResults(ObjectNode input) {
        JsonNode asked = withDefaults(input).path("max_images");
        return asked.canConvertToInt() ? Math.clamp(asked.intValue(), 1, MOST_IMAGES) : 1;
    }

    /** File extension of the results for this input. */
    public String extension(ObjectNode input) {
        if (media == Media.VIDEO) {
            return "mp4";
        }
        ObjectNode full = withDefaults(input);
        String format =
                full.path("output_format").asText(full.path("outputFormat").asText("png"));
        return format.equals("jpeg") ? "jpg" : "png";
    }
}
