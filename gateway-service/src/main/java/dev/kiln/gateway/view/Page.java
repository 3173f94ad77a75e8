package dev.kiln.gateway.view;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param end where the next one goes on; empty where nothing is left
 */
public record Page(List<Generation> generations, Optional<Place> end) {}
