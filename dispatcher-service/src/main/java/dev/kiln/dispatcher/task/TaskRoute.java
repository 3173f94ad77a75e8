package dev.kiln.dispatcher.task;

import dev.kiln.catalog.Family;

/** The wire family and Kie's name of the model, as the catalog had them when the request was accepted. */
public record TaskRoute(Family family, String upstreamModel) {}
