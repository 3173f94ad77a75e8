package dev.kiln.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** One operation that a user may do on topics or groups, in Strimzi's words. */
record KafkaRule(String type, String name, String pattern, String operation) {

    /** What the manifest of a KafkaUser gives. */
    static Stream<KafkaRule> of(Manifest user) {
        return Manifest.elements(user.at("/spec/authorization/acls")).flatMap(KafkaRule::ofEntry);
    }

    /** The same as Strimzi's operator would tell it to Kafka. */
    static List<AclBinding> bindings(Manifest user) {
        return of(user).map(rule -> rule.binding("User:" + user.name())).toList();
    }

    private static Stream<KafkaRule> ofEntry(JsonNode entry) {
        var resource = entry.path("resource");
        return Manifest.elements(entry.path("operations"))
                .map(operation -> new KafkaRule(
                        resource.path("type").asText(),
                        resource.path("name").asText(),
                        resource.path("patternType").asText(),
                        operation.asText()));
    }

    private AclBinding binding(String principal) {
        var resource = new ResourcePattern(
                ResourceType.fromString(type.toUpperCase(Locale.ROOT)),
                name,
                pattern.equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL);
        var allowed = AclOperation.fromString(operation.toUpperCase(Locale.ROOT));
        return new AclBinding(resource, new AccessControlEntry(principal, "*", allowed, AclPermissionType.ALLOW));
    }
}
