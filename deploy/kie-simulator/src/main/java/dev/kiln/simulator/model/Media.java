package dev.kiln.simulator.model;

/** What a model makes. */
public enum Media {
    VIDEO,
    IMAGE
}
