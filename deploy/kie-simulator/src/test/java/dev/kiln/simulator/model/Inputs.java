package dev.kiln.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.json.Json;

/** The least input that each model takes. */
public final class Inputs {

    private Inputs() {}

    public static Model model(String id) {
        return new Models()
                .all().stream()
                        .filter(model -> model.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    public static ObjectNode least(Model model, String prompt) {
        ObjectNode input = Json.object().put("prompt", prompt);
        for (Field field : model.fields()) {
            if (field.required() && field.name().equals("image_url")) {
                input.put("image_url", "https://files.example.com/in.png");
            }
            if (field.required() && field.name().equals("image_urls")) {
                input.putArray("image_urls").add("https://files.example.com/in.png");
            }
        }
        return input;
    }

    /** From {@code key=value} pairs, whole numbers as numbers. */
    public static ObjectNode with(ObjectNode input, String... pairs) {
        for (String pair : pairs) {
            String[] sides = pair.split("=", 2);
            if (sides[0].equals("max_images")) {
                input.put(sides[0], Integer.parseInt(sides[1]));
            } else {
                input.put(sides[0], sides[1]);
            }
        }
        return input;
    }
}
