package dev.kiln.billing.ledger.adapter;

/** The first offset of a partition that is not yet consumed. */
record NextOffset(String topic, int partition, long offset) {}
