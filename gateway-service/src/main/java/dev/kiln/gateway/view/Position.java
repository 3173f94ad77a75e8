package dev.kiln.gateway.view;

/** A partition of a topic. */
public record Position(String topic, int partition) {}
