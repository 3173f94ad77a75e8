package dev.kiln.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.catalog.Catalog;
import java.util.List;

/** One request of the demo. */
public record DemoRequest(String model, JsonNode input) {
    /** The ten models that Kiln was built for, the three kinds of Kie's API among them. */
    private static final List<String> MODELS = List.of(
            "kling/v2-5-turbo-image-to-video-pro",
            "hailuo/2-3-image-to-video-pro",
            "wan/2-5-image-to-video",
            "kling/v2-1-pro",
            "wan/2-2-a14b-image-to-video-turbo",
            "bytedance/v1-pro-image-to-video",
            "veo3_fast",
            "google/nano-banana-edit",
            "bytedance/seedream-v4-edit",
            "flux-kontext-pro");

    /** Each model with the first example of its catalog file. */
    public static List<DemoRequest> ofEveryModel(Catalog catalog) {
        return MODELS.stream().map(id -> of(catalog, id)).toList();
    }

    private static DemoRequest of(Catalog catalog, String id) {
        var model = catalog.find(id).orElseThrow(() -> new IllegalStateException("The catalog lacks " + id));
        return new DemoRequest(id, model.examples().getFirst().input());
    }
}
