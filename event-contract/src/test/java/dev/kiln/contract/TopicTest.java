package dev.kiln.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicTest {

    @Test
    void keepsItsNamesForEver() {
        assertThat(Stream.of(Topic.values()).map(topic -> topic.qualifiedName("kiln.")))
                .containsExactly(
                        "kiln.generation.requests",
                        "kiln.generation.submissions",
                        "kiln.generation.completions",
                        "kiln.task.completions",
                        "kiln.billing.charges",
                        "kiln.billing.budgets",
                        "kiln.accounts",
                        "kiln.tenants");
        assertThat(Topic.ACCOUNTS.qualifiedName("staging-")).isEqualTo("staging-accounts");
        assertThat(Stream.of(Topic.values()).map(Topic::partitions)).containsOnly(12);
    }

    @Test
    void hasDeadLettersForEachOfItsGroups() {
        assertThat(Topic.GENERATION_REQUESTS.deadLetterNames("kiln."))
                .containsExactly("kiln.generation.requests.dispatcher.dlq", "kiln.generation.requests.gateway.dlq");
        assertThatThrownBy(() -> Topic.TASK_COMPLETIONS.deadLetterName("kiln.", "billing"))
                .hasMessageContaining("billing")
                .hasMessageContaining("task.completions");
    }

    @Test
    void keepsPromptsNoLongerInDeadLettersThanInRequests() {
        assertThat(Topic.GENERATION_REQUESTS.deadLetterRetention()).isEqualTo(Duration.ofDays(14));
        assertThat(Topic.GENERATION_COMPLETIONS.deadLetterRetention()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void compactsWhatIsReplacedAsAWhole() {
        assertThat(Stream.of(Topic.values()).filter(Topic::compacted))
                .containsExactly(Topic.BILLING_BUDGETS, Topic.TENANTS);
        assertThat(Topic.TENANTS.retention()).isEmpty();
    }
}
