package dev.kiln.gateway.view;

import java.util.Map;

/** What a request said, without its input; the reference may be null. */
public record Asked(String model, String reference, Map<String, String> metadata) {}
