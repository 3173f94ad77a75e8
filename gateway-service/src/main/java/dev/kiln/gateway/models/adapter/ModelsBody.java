package dev.kiln.gateway.models.adapter;

import dev.kiln.catalog.Catalog;
import dev.kiln.catalog.Model;
import java.util.List;
import java.util.Map;

/** The catalog as it is written. */
record ModelsBody(String revision, List<Entry> models) {

    static ModelsBody of(Catalog catalog) {
        return new ModelsBody(
                catalog.revision(), catalog.models().stream().map(Entry::of).toList());
    }

    /** @param usualSeconds how long a generation usually takes */
    record Entry(String id, String title, String kind, long usualSeconds, Map<String, String> links) {

        static Entry of(Model model) {
            return new Entry(
                    model.id(),
                    model.title(),
                    model.kind().wireName(),
                    model.usualDuration().toSeconds(),
                    Map.of("self", ModelsResource.PATH + "/" + model.id()));
        }
    }
}
