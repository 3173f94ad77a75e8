package dev.kiln.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Which environment variables mean something to a service: its own, Quarkus's and Kafka's. */
final class Settings {
    private static final Pattern DOCUMENTED = Pattern.compile("\"environmentVariable\"\\s*:\\s*\"([A-Z0-9_]+)\"");
    private static final List<Pattern> QUARKUS = quarkus();
    private static final Set<String> KAFKA = Stream.of(
                    ProducerConfig.configNames(), ConsumerConfig.configNames(), AdminClientConfig.configNames())
            .flatMap(Set::stream)
            .map(name -> "KAFKA_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .collect(Collectors.toUnmodifiableSet());

    private final List<Pattern> own;
    private final Set<String> placeholders;

    Settings(KilnService service) {
        own = ConfigNames.of(service.configSource());
        placeholders = service.properties().values().stream()
                .map(Object::toString)
                .filter(value -> value.matches("\\$\\{[A-Z_]+:.*}"))
                .map(value -> value.substring(2, value.indexOf(':')))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean know(String variable) {
        return KAFKA.contains(variable)
                || placeholders.contains(variable)
                || matches(own, variable)
                || matches(QUARKUS, variable);
    }

    private static boolean matches(List<Pattern> patterns, String variable) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(variable).matches());
    }

    /** A named data source may stand without quotes, and so with one underscore on either side. */
    private static List<Pattern> quarkus() {
        try {
            var names = new HashSet<String>();
            for (var model : Collections.list(Settings.class
                    .getClassLoader()
                    .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
                try (var stream = model.openStream()) {
                    var documented = DOCUMENTED.matcher(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                    while (documented.find()) {
                        names.add(documented.group(1));
                    }
                }
            }
            return names.stream()
                    .map(name -> Pattern.compile(name.replace("__DATASOURCE_NAME__", "_{1,2}[A-Z]+_{1,2}")
                            .replace("__CATEGORIES__", "__[A-Z_]+__")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
