package dev.kiln.k8s;

import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.backends.FreePort;
import dev.kiln.backends.SecuredKafka;
import dev.kiln.stack.process.Child;
import dev.kiln.stack.process.ChildSpec;
import dev.kiln.stack.process.JavaCommand;
import dev.kiln.stack.process.JavaFlags;
import dev.kiln.stack.process.Readiness;
import dev.kiln.stack.process.Spawner;
import dev.kiln.topics.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The four services as processes with the settings that the base gives them, addresses apart, on a Kafka that lets each do
 * no more than its KafkaUser says.
 */
final class SecuredStack implements AutoCloseable {
    static final String PREFIX = "kiln.";
    static final String API_KEY = "key-of-studio";

    private static final List<String> SERVICES = List.of("gateway", "dispatcher", "callback", "billing");
    private static final String API_KEY_HASH = "7f7425971fdfb2511a191e5bba88cd70cb7bda18afd32c4a1bb90b26dfbdd462";
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final String TOKEN_KEY = "token-key-of-the-secured-stack-000001";
    private static final String HMAC_KEY = "hmac-key-of-the-secured-stack-00000001";

    private final Path directory;
    private final Map<String, String> more;
    private final SecuredKafka kafka;
    private final EmbeddedPostgres postgres = EmbeddedPostgres.startTransient();
    private final Spawner spawner = new Spawner();
    private final List<Child> children = new ArrayList<>();
    private final Map<String, Integer> http = new HashMap<>();
    private final Map<String, Integer> management = new HashMap<>();

    private SecuredStack(Path directory, Map<String, String> more) {
        this.directory = directory;
        this.more = more;
        this.kafka = SecuredKafka.start(directory.resolve("kafka"));
    }

    /** @param more given to each service besides */
    static SecuredStack start(Path directory, Map<String, String> more) {
        var stack = new SecuredStack(directory, more);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        Topics.create(kafka.unboundedServers(), PREFIX);
        Rendering.files()
                .ofKind("KafkaUser")
                .forEach(user -> kafka.addUser(user.name(), password(user.name()), KafkaRule.bindings(user)));
        List.of("gateway", "dispatcher", "billing").forEach(postgres::createDatabase);
        for (var name : List.of("simulator", "gateway", "dispatcher", "callback", "billing")) {
            http.put(name, FreePort.pick());
            management.put(name, FreePort.pick());
        }
        var simulator = start("simulator", "deploy/kie-simulator", simulator());
        var services = SERVICES.stream()
                .map(name -> start(name, name + "-service", environment(name)))
                .toList();
        awaitReady(simulator, http.get("simulator"));
        services.forEach(
                service -> awaitReady(service, management.get(service.spec().name())));
    }

    String url(String name) {
        return "http://127.0.0.1:" + http.get(name);
    }

    String managementUrl(String name) {
        return "http://127.0.0.1:" + management.get(name);
    }

    /** Where everything may be read and written. */
    String unboundedServers() {
        return kafka.unboundedServers();
    }

    Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private Child start(String name, String folder, Map<String, String> environment) {
        var jar = Rendering.ROOT.resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
        var command = JavaCommand.jar(JavaFlags.fastStart().of(name), jar, 128);
        var child = spawner.start(new ChildSpec(name, command, environment, log(name), false));
        children.add(child);
        return child;
    }

    private static void awaitReady(Child child, int port) {
        Readiness.awaitHttp(child, URI.create("http://127.0.0.1:" + port + "/q/health/ready"), READY_WITHIN);
    }

    private Map<String, String> simulator() {
        return Map.of(
                "QUARKUS_HTTP_PORT",
                http.get("simulator").toString(),
                "KIE_SIMULATOR_ACCOUNTS__MAIN__KEY",
                "kie-key-of-the-secured-stack",
                "KIE_SIMULATOR_WEBHOOK_HMAC_KEY",
                HMAC_KEY);
    }

    private Map<String, String> environment(String name) {
        var service = name + "-service";
        var environment = new HashMap<>(EnvFile.read("kafka.env"));
        environment.putAll(EnvFile.read(service + "/config.env"));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("KAFKA_SSL_TRUSTSTORE_LOCATION", kafka.certificate().toString());
        var user = "kiln-" + service;
        environment.put(
                "KAFKA_SASL_JAAS_CONFIG", kafka.client(user, password(user)).get("sasl.jaas.config"));
        environment.put("QUARKUS_HTTP_PORT", http.get(name).toString());
        environment.put("QUARKUS_MANAGEMENT_PORT", management.get(name).toString());
        if (environment.containsKey("QUARKUS_DATASOURCE_JDBC_URL")) {
            database(name, environment);
        }
        environment.putAll(secrets(name));
        environment.putAll(more);
        return environment;
    }

    private void database(String name, Map<String, String> environment) {
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(name));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + postgres.reactiveUrl(name));
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedPostgres.PASSWORD);
        for (var source : List.of("", "REGISTRY_")) {
            environment.put("QUARKUS_FLYWAY_" + source + "MIGRATE_AT_START", "true");
            environment.put("QUARKUS_FLYWAY_" + source + "VALIDATE_AT_START", "false");
        }
    }

    private Map<String, String> secrets(String name) {
        return switch (name) {
            case "gateway" ->
                Map.of(
                        "KILN_TENANTS__STUDIO__KEY_HASHES",
                        API_KEY_HASH,
                        "KILN_IDS_TAG_KEY",
                        "tag-key-of-the-secured-stack-00000001");
            case "billing" -> Map.of("KILN_TENANTS__STUDIO__KEY_HASHES", API_KEY_HASH);
            case "callback" -> Map.of("KILN_CALLBACK_TOKEN_KEYS", TOKEN_KEY, "KILN_CALLBACK_HMAC_KEYS", HMAC_KEY);
            default ->
                Map.of(
                        "KILN_CALLBACK_TOKEN_KEYS",
                        TOKEN_KEY,
                        "KILN_CALLBACK_PUBLIC_URL",
                        url("callback"),
                        "KILN_KIE_BASE_URL",
                        url("simulator"),
                        "KIE_API_KEY",
                        "kie-key-of-the-secured-stack");
        };
    }

    private static String password(String user) {
        return "password-of-" + user;
    }

    @Override
    public void close() {
        children.forEach(Child::askToStop);
        children.forEach(child -> child.stopWithin(Duration.ofSeconds(10)));
        kafka.close();
        postgres.close();
    }
}
