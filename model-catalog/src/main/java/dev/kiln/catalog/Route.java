package dev.kiln.catalog;

import java.util.Objects;

/**
 * Where a model's tasks are created.
 *
 * @param upstreamModel the name that Kie knows the model by
 */
public record Route(Family family, String upstreamModel) {

    public Route {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(upstreamModel, "upstreamModel");
    }
}
