package dev.kiln.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.contract.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service may do what the contract says of it, and nothing else. */
class KafkaUsersTest {
    private static final String PREFIX = "kiln.";
    private static final String EXAMPLE = "studio-render-queue";
    /** What the dispatcher compares its database with, and restores it by. */
    static final Set<Topic> HEARS_ITSELF = Set.of(Topic.GENERATION_SUBMISSIONS, Topic.GENERATION_COMPLETIONS);

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dispatcher", "callback", "billing"})
    void mayDoWhatTheTableOfTopicsSays(String service) {
        var wanted = new HashSet<KafkaRule>();
        for (var topic : Topic.values()) {
            if (topic.writer().equals(service + "-service")) {
                add(wanted, topic.qualifiedName(PREFIX), "Describe", "Write");
            }
            if (topic.groups().contains(service)) {
                add(wanted, topic.qualifiedName(PREFIX), "Describe", "Read");
                add(wanted, topic.deadLetterName(PREFIX, service), "Describe", "Write");
            }
        }
        if (service.equals("dispatcher")) {
            HEARS_ITSELF.forEach(topic -> add(wanted, topic.qualifiedName(PREFIX), "Read"));
        }
        if (Stream.of(Topic.values()).anyMatch(topic -> topic.groups().contains(service))) {
            wanted.add(new KafkaRule("group", PREFIX + service, "prefix", "Describe"));
            wanted.add(new KafkaRule("group", PREFIX + service, "prefix", "Read"));
        }

        assertThat(rules("kiln-" + service + "-service")).isEqualTo(wanted);
    }

    @Test
    void areOneForEachServiceAndOneThatOnlyLooksAndOneOfOperators() {
        assertThat(Rendering.files().ofKind("KafkaUser"))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder(
                        "kiln-gateway-service",
                        "kiln-dispatcher-service",
                        "kiln-callback-service",
                        "kiln-billing-service",
                        "kiln-keda",
                        "kiln-operators",
                        EXAMPLE);
        assertThat(rules("kiln-keda"))
                .containsExactlyInAnyOrder(
                        new KafkaRule("topic", Topic.GENERATION_REQUESTS.qualifiedName(PREFIX), "literal", "Describe"),
                        new KafkaRule("group", PREFIX + "dispatcher", "literal", "Describe"));
        assertThat(Rendering.files().ofKind("KafkaUser"))
                .allSatisfy(
                        user -> assertThat(user.at("/spec/authentication/type").asText())
                                .isEqualTo("scram-sha-512"));
    }

    @Test
    void ofOperatorsReadDeadLettersAndReplayThem() {
        var wanted = new HashSet<KafkaRule>();
        for (var topic : Topic.values()) {
            topic.deadLetterNames(PREFIX).forEach(name -> {
                add(wanted, name, "Describe", "Read", "Write");
                add(wanted, topic.qualifiedName(PREFIX), "Describe", "Write");
            });
        }

        assertThat(rules("kiln-operators")).isEqualTo(wanted);
    }

    @Test
    void ofAnotherServiceAskAndReadWhatBecameOfIt() throws IOException {
        var wanted = new HashSet<KafkaRule>();
        add(wanted, Topic.GENERATION_REQUESTS.qualifiedName(PREFIX), "Describe", "Write");
        add(wanted, Topic.GENERATION_COMPLETIONS.qualifiedName(PREFIX), "Describe", "Read");
        wanted.add(new KafkaRule("group", EXAMPLE, "literal", "Describe"));
        wanted.add(new KafkaRule("group", EXAMPLE, "literal", "Read"));

        assertThat(rules(EXAMPLE)).isEqualTo(wanted);
        assertThat(Files.readString(Rendering.FOLDER.resolve("strimzi/kustomization.yaml")))
                .as("an example is applied by nobody")
                .doesNotContain("- examples");
    }

    /** Else a rule would say more or less than the other tests read of it. */
    @Test
    void sayNothingThatTheseTestsDoNotRead() {
        assertThat(Rendering.files().ofKind("KafkaUser")).allSatisfy(user -> {
            assertThat(user.at("/metadata/labels/strimzi.io~1cluster").asText()).isEqualTo("kiln");
            assertThat(names(user.at("/spec"))).containsExactlyInAnyOrder("authentication", "authorization");
            assertThat(names(user.at("/spec/authorization"))).containsExactlyInAnyOrder("type", "acls");
            assertThat(user.at("/spec/authorization/type").asText()).isEqualTo("simple");
            assertThat(Manifest.each(user.at("/spec/authorization/acls")))
                    .isNotEmpty()
                    .allSatisfy(rule -> {
                        assertThat(names(rule)).containsExactlyInAnyOrder("resource", "operations");
                        assertThat(names(rule.path("resource")))
                                .containsExactlyInAnyOrder("type", "name", "patternType");
                    });
        });
    }

    /** The groups that the services are configured with fall under what they may read. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "dispatcher", "callback", "billing"})
    void nameTheGroupsThatTheServiceHas(String service) {
        var properties = new KilnService(service).properties();
        List<String> groups = properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("mp.messaging.incoming.") && name.endsWith(".group.id"))
                .map(properties::getProperty)
                .map(group -> group.replaceAll("\\$\\{kiln.topics.prefix(:kiln\\.)?}", PREFIX))
                .toList();

        assertThat(groups).allMatch(group -> group.matches(PREFIX + service + "(-[a-z-]+)?"));
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static Set<KafkaRule> rules(String user) {
        return KafkaRule.of(Rendering.files().the("KafkaUser", user)).collect(Collectors.toSet());
    }

    private static void add(Set<KafkaRule> rules, String topic, String... operations) {
        Stream.of(operations)
                .map(operation -> new KafkaRule("topic", topic, "literal", operation))
                .forEach(rules::add);
    }
}
