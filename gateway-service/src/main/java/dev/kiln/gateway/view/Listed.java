package dev.kiln.gateway.view;

/** A generation and where it stands in lists. */
public record Listed(Generation generation, Place place) {}
