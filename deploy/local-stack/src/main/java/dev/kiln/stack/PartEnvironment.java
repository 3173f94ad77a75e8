package dev.kiln.stack;

import dev.kiln.backends.EmbeddedPostgres;
import dev.kiln.stack.StackOptions.Kie;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The configuration of each part, as environment variables. */
final class PartEnvironment {
    static final String TENANT = "local";
    static final String OTHER_TENANT = "other";
    static final List<String> DATABASES = List.of("gateway", "dispatcher", "billing");
    static final String OPENING_CREDITS = "1000000";

    /** Kafka gives a killed service's partitions away after this long; its own default is 45 s. */
    private static final String SESSION_MILLIS = "8000";

    private final StackPorts ports;
    private final StackSecrets secrets;
    private final StackOptions options;

    PartEnvironment(StackPorts ports, StackSecrets secrets, StackOptions options) {
        this.ports = ports;
        this.secrets = secrets;
        this.options = options;
    }

    static String database(Part part) {
        return switch (part) {
            case GATEWAY -> "gateway";
            case DISPATCHER -> "dispatcher";
            case BILLING -> "billing";
            case CALLBACK, SIMULATOR -> throw new IllegalArgumentException(part.title() + " has no database");
        };
    }

    Map<String, String> of(Part part) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", ports.http().get(part).toString());
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", ports.management().get(part).toString());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers());
        environment.put("KAFKA_SESSION_TIMEOUT_MS", SESSION_MILLIS);
        switch (part) {
            case SIMULATOR -> simulator(environment, (Kie.Simulated) options.kie());
            case GATEWAY -> {
                database(part, environment);
                tenants(environment);
                environment.put("KILN_IDS_TAG_KEY", secrets.idsTagKey());
            }
            case DISPATCHER -> {
                database(part, environment);
                environment.put("KILN_CALLBACK_TOKEN_KEYS", secrets.tokenKey());
                environment.put("KILN_OPERATORS__LOCAL__KEY_HASHES", StackSecrets.hash(secrets.apiKey()));
                dispatchersKie(environment);
            }
            case CALLBACK -> {
                environment.put("KILN_CALLBACK_TOKEN_KEYS", secrets.tokenKey());
                if (options.kie() instanceof Kie.Simulated) {
                    environment.put("KILN_CALLBACK_HMAC_KEYS", secrets.hmacKey());
                }
            }
            case BILLING -> {
                database(part, environment);
                tenants(environment);
                environment.put("KILN_OPERATORS__LOCAL__KEY_HASHES", StackSecrets.hash(secrets.apiKey()));
            }
        }
        environment.putAll(options.environment().getOrDefault(part, Map.of()));
        return environment;
    }

    private void dispatchersKie(Map<String, String> environment) {
        switch (options.kie()) {
            case Kie.Simulated simulated -> {
                environment.put("KILN_KIE_BASE_URL", ports.url(Part.SIMULATOR));
                environment.put("KIE_API_KEY", secrets.kieApiKey());
                environment.put("KILN_CALLBACK_PUBLIC_URL", ports.url(Part.CALLBACK));
            }
            case Kie.Elsewhere elsewhere -> {
                var server = elsewhere.server();
                environment.put("KILN_KIE_BASE_URL", server.baseUrl().toString());
                server.keys().byAccount().forEach((account, key) -> environment.put(keyVariable(account), key));
                server.publicUrl().ifPresent(url -> environment.put("KILN_CALLBACK_PUBLIC_URL", url.toString()));
            }
        }
    }

    /** The account {@code main} has a variable of its own: what stands in it takes that account into use. */
    private static String keyVariable(String account) {
        return account.equals("main")
                ? "KIE_API_KEY"
                : "KILN_KIE_ACCOUNTS__" + account.toUpperCase(Locale.ROOT) + "__API_KEY";
    }

    private void simulator(Map<String, String> environment, Kie.Simulated kie) {
        environment.put("KIE_SIMULATOR_ACCOUNTS__MAIN__KEY", secrets.kieApiKey());
        environment.put("KIE_SIMULATOR_ACCOUNTS__MAIN__CREDITS", OPENING_CREDITS);
        environment.put("KIE_SIMULATOR_WEBHOOK_HMAC_KEY", secrets.hmacKey());
        environment.put("KIE_SIMULATOR_TASK_DURATION_MIN", kie.shortestTask().toString());
        environment.put("KIE_SIMULATOR_TASK_DURATION_MAX", kie.longestTask().toString());
        environment.put(
                "KIE_SIMULATOR_TRUTH_LOG",
                options.directory().resolve("truth.jsonl").toString());
    }

    private void database(Part part, Map<String, String> environment) {
        var database = new ServiceDatabase(ports.postgres(), database(part));
        var url = "postgresql://127.0.0.1:" + ports.postgres() + "/" + database.name();
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + url);
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", url);
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.service());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedPostgres.PASSWORD);
        for (var source : part == Part.GATEWAY ? List.of("", "REGISTRY_") : List.of("")) {
            environment.put("QUARKUS_FLYWAY_" + source + "USERNAME", database.owner());
            environment.put("QUARKUS_FLYWAY_" + source + "PASSWORD", EmbeddedPostgres.PASSWORD);
        }
    }

    private void tenants(Map<String, String> environment) {
        environment.put("KILN_TENANTS__LOCAL__KEY_HASHES", StackSecrets.hash(secrets.apiKey()));
        environment.put("KILN_TENANTS__OTHER__KEY_HASHES", StackSecrets.hash(secrets.otherApiKey()));
    }
}
