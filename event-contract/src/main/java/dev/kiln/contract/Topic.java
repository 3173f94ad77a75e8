package dev.kiln.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Kiln's topics. Names, keys and partition counts are fixed at birth: changing one breaks order or readers. */
public enum Topic {
    GENERATION_REQUESTS(
            "generation.requests", "generationId", Duration.ofDays(14), "gateway-service", "dispatcher", "gateway"),
    GENERATION_SUBMISSIONS(
            "generation.submissions", "generationId", Duration.ofDays(60), "dispatcher-service", "gateway", "billing"),
    GENERATION_COMPLETIONS(
            "generation.completions", "generationId", Duration.ofDays(60), "dispatcher-service", "gateway", "billing"),
    TASK_COMPLETIONS("task.completions", "generationId", Duration.ofDays(60), "callback-service", "dispatcher"),
    BILLING_CHARGES("billing.charges", "generationId", Duration.ofDays(60), "billing-service", "dispatcher"),
    BILLING_BUDGETS("billing.budgets", "tenantId", null, "billing-service", "dispatcher"),
    ACCOUNTS("accounts", "account", Duration.ofDays(60), "dispatcher-service", "billing"),
    TENANTS("tenants", "tenantId", null, "gateway-service", "dispatcher", "billing");

    private static final int PARTITIONS = 12;
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(90);

    private final String baseName;
    private final String keyedBy;
    private final Duration retention;
    private final String writer;
    private final List<String> groups;

    Topic(String baseName, String keyedBy, Duration retention, String writer, String... groups) {
        this.baseName = baseName;
        this.keyedBy = keyedBy;
        this.retention = retention;
        this.writer = writer;
        this.groups = List.of(groups);
    }

    /** Without the installation's prefix. */
    public String baseName() {
        return baseName;
    }

    /** The topic's name on the broker; the prefix is {@code kiln.} unless configured otherwise. */
    public String qualifiedName(String prefix) {
        return prefix + baseName;
    }

    /** The field that is the record's key. */
    public String keyedBy() {
        return keyedBy;
    }

    public int partitions() {
        return PARTITIONS;
    }

    /** Empty for a topic that is kept for ever, compacted by key. */
    public Optional<Duration> retention() {
        return Optional.ofNullable(retention);
    }

    public boolean compacted() {
        return retention == null;
    }

    /** The only service of Kiln's that writes it; trusted services besides may write generation.requests. */
    public String writer() {
        return writer;
    }

    /** The consumer groups of Kiln's own services, each with a topic for dead letters. */
    public List<String> groups() {
        return groups;
    }

    /** The topic of what the group could not take, with its reason; one partition. */
    public String deadLetterName(String prefix, String group) {
        if (!groups.contains(group)) {
            throw new IllegalArgumentException(group + " does not read " + baseName);
        }
        return qualifiedName(prefix) + "." + group + ".dlq";
    }

    public List<String> deadLetterNames(String prefix) {
        return groups.stream().map(group -> deadLetterName(prefix, group)).toList();
    }

    /** Prompts are in the dead letters of requests, so those are kept no longer than the requests. */
    public Duration deadLetterRetention() {
        return this == GENERATION_REQUESTS ? retention : DEAD_LETTERS_KEPT;
    }
}
