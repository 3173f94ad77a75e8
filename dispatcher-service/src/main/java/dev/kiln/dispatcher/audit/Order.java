package dev.kiln.dispatcher.audit;

/**
 * An operator's wish, as far as the audit keeps it.
 *
 * @param operator the name that the key belongs to
 * @param reason the operator's own words, not blank
 */
public record Order(String operator, String reason) {}
