package dev.kiln.stack.kie;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kiln.contract.Credits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadBalanceTest {
    private static final String PASSWORD = "for-this-test-only";

    @TempDir
    private Path folder;

    private final List<Set<String>> headers = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void asksWithTheKeyAndTellsNothingElse() throws Exception {
        serve(HttpServer.create(loopback(), 0));
        assertThat(at("http", "/base/").of("the-key")).isEqualTo(new Balance.Known(Credits.of("12.5")));
        assertThat(headers)
                .singleElement()
                .satisfies(names -> assertThat(names)
                        .isSubsetOf("Host", "Authorization", "User-agent", "Accept", "Connection", "Content-length")
                        .contains("Authorization", "User-agent"));
    }

    @Test
    void givesNoKeyToAServerThatNobodyVouchesFor() throws Exception {
        var https = HttpsServer.create(loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        serve(https);
        assertThat(at("https", "").of("the-key"))
                .isInstanceOfSatisfying(
                        Balance.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("certification path"));
        assertThat(headers).isEmpty();
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        serve(HttpServer.create(loopback(), 0));
        var reads = at("http", "");
        server.stop(0);
        assertThat(reads.of("the-key")).isInstanceOf(Balance.Unknown.class);
    }

    @Test
    @Timeout(20)
    void givesUpABodyThatStallsAfterItsHeadAndSaysSo() throws Exception {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        assertThat(new ReadBalance(url("http", ""), Duration.ofMillis(500)).of("the-key"))
                .isEqualTo(new Balance.Unknown("no whole answer within 500 ms"));
    }

    @Test
    void readsNoBodyThatIsLongerThanABalanceEverIs() throws Exception {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1 << 20]);
            exchange.close();
        });
        assertThat(at("http", "").of("the-key"))
                .isInstanceOfSatisfying(
                        Balance.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("longer than 65536 bytes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'code':200,'data':100}            | Known",
                "200 | {'code':200,'data':'5916.25'}      | Known",
                "200 | {'code':401,'msg':'no'}            | Refused",
                "401 | {'code':401,'msg':'no'}            | Refused",
                "403 | <html>                             | Refused",
                "200 | {'code':433,'msg':'cap'}           | Refused",
                "200 | {'code':200,'data':null}           | Unknown",
                "200 | {'code':200,'data':-1}             | Unknown",
                "200 | {'code':500,'msg':'x'}             | Unknown",
                "502 | <html>                             | Unknown",
                "200 | <html>                             | Unknown",
                "200 | {'data':7}                         | Known",
                "302 | ''                                 | Unknown"
            })
    void tellsARefusalFromAnAnswerThatSaysNothing(int status, String body, String kind) {
        var bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThat(ReadBalance.read(status, bytes).getClass().getSimpleName()).isEqualTo(kind);
    }

    private ReadBalance at(String scheme, String path) {
        return new ReadBalance(url(scheme, path));
    }

    private URI url(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpHandler handler) throws IOException {
        server = HttpServer.create(loopback(), 0);
        server.createContext("/", handler);
        server.start();
    }

    private void serve(HttpServer started) {
        server = started;
        server.createContext("/", exchange -> {
            headers.add(Set.copyOf(exchange.getRequestHeaders().keySet()));
            var isRight = exchange.getRequestURI().getPath().equals("/base/api/v1/chat/credit");
            var body = (isRight ? "{\"code\":200,\"data\":12.5}" : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private SSLContext selfSigned() throws Exception {
        var file = folder.resolve("server.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = (keytool + " -genkeypair -alias server -keyalg EC -dname CN=localhost -ext SAN=dns:localhost"
                        + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file)
                .split(" ");
        var made = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
