package dev.kiln.backends;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * A broker as a cluster's: its users come by TLS and SCRAM and may do what they were given the right to, nothing else. A
 * second listener, in the clear and without bounds, is for whoever sets it up.
 */
public final class SecuredKafka implements AutoCloseable {
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final int ITERATIONS = 4096;
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(30);

    private final EmbeddedKafka broker;
    private final int port;
    private final BrokerCertificate certificate;

    private SecuredKafka(EmbeddedKafka broker, int port, BrokerCertificate certificate) {
        this.broker = broker;
        this.port = port;
        this.certificate = certificate;
    }

    /** Keeps its log and its key below {@code directory}. */
    public static SecuredKafka start(Path directory) {
        var certificate = BrokerCertificate.create(directory.resolve("tls"));
        var port = FreePort.pick();
        var settings = Map.ofEntries(
                Map.entry("listeners", "USERS://127.0.0.1:" + port),
                Map.entry("advertised.listeners", "USERS://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "USERS:SASL_SSL"),
                Map.entry("sasl.enabled.mechanisms", MECHANISM),
                Map.entry(
                        "listener.name.users.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", certificate.keyStore().toString()),
                Map.entry("ssl.keystore.password", certificate.password()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("allow.everyone.if.no.acl.found", "false"),
                Map.entry("super.users", "User:ANONYMOUS"));
        return new SecuredKafka(
                EmbeddedKafka.start(directory.resolve("log"), FreePort.pick(), settings), port, certificate);
    }

    /** Where users come in. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Where whoever sets it up comes in: everything is allowed there. */
    public String unboundedServers() {
        return broker.bootstrapServers();
    }

    /** What users trust, as PEM. */
    public Path certificate() {
        return certificate.pem();
    }

    /** Returns when the user can come in and the rights hold: a broker hears of both a moment after they are stored. */
    public void addUser(String name, String password, Collection<AclBinding> rights) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", unboundedServers()))) {
            var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, credential, password)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            admin.createAcls(rights).all().get(30, TimeUnit.SECONDS);
            await(name, () -> holds(admin, rights) && comesIn(name, password));
        } catch (Exception e) {
            throw new IllegalStateException("User " + name + " cannot be added", e);
        }
    }

    private static boolean holds(Admin admin, Collection<AclBinding> rights) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY)
                .values()
                .get(30, TimeUnit.SECONDS)
                .containsAll(rights);
    }

    private boolean comesIn(String name, String password) throws Exception {
        try (var admin = Admin.create(new HashMap<String, Object>(client(name, password)))) {
            admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SaslAuthenticationException) {
                return false;
            }
            throw e;
        }
    }

    private static void await(String name, Callable<Boolean> there) throws Exception {
        var deadline = System.nanoTime() + HEARD_WITHIN.toNanos();
        while (!there.call()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The broker does not hear of user " + name);
            }
        }
    }

    /** The settings with which a client comes in as a user. */
    public Map<String, String> client(String name, String password) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name + "\" password=\""
                        + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate().toString());
    }

    @Override
    public void close() {
        broker.close();
    }
}
