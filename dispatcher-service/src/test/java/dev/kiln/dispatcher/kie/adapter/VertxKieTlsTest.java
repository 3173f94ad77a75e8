package dev.kiln.dispatcher.kie.adapter;

import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.answer;
import static dev.kiln.dispatcher.kie.adapter.ScriptedServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.catalog.Family;
import dev.kiln.dispatcher.kie.Balance;
import dev.kiln.dispatcher.kie.NotConnected;
import dev.kiln.dispatcher.kie.TaskRecord;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VertxKieTlsTest {

    private static final String PASSWORD = "for-this-test-only";

    @TempDir
    private Path folder;

    @Test
    void aServerThatNobodyVouchesForGetsNoRequestAndNoKey() throws Exception {
        try (var server = ScriptedServer.playingOverTls(
                        selfSigned(), connection -> write(connection, answer("200 OK", "{\"code\":200}")));
                var client = KieOnVertx.at(server.url())) {
            assertThatThrownBy(() -> client.kie.connect(1).getFirst())
                    .isInstanceOf(NotConnected.class)
                    .hasMessageContaining("SSL");
            assertThat(client.read("main", Family.JOBS, "t")).isInstanceOf(TaskRecord.Unanswered.class);
            assertThat(client.kie.balance("main")).isInstanceOf(Balance.Unreadable.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    private ServerSocketFactory selfSigned() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
