package dev.kiln.stack.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the replicas of a service as a Kubernetes Service does: hears of one's end late, and never tries twice. */
final class Balancer implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** Those that belong to a connection, or that the client writes itself. */
    private static final Set<String> NOT_PASSED =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");

    private final List<URI> replicas = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final HttpServer server;

    private Balancer(HttpServer server) {
        this.server = server;
    }

    static Balancer start() {
        try {
            var balancer =
                    new Balancer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            balancer.server.setExecutor(balancer.threads);
            balancer.server.createContext("/", balancer::pass);
            balancer.server.start();
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it takes its turn. */
    void add(String replica) {
        replicas.add(URI.create(replica));
    }

    /** From now on it gets nothing new. */
    void remove(String replica) {
        replicas.remove(URI.create(replica));
    }

    /** Every connection that did not come about or broke, and every 5xx; without paths, for those of callbacks are secret. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    int requests() {
        return requests.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        var turn = requests.getAndIncrement();
        var replica = replicas.get(Math.floorMod(turn, replicas.size()));
        try (exchange) {
            var answer = http.send(request(exchange, replica), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 500) {
                failures.add(replica + " answered " + answer.statusCode());
            }
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED.contains(name.toLowerCase())) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            var body = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            failures.add(replica + " did not answer: " + e);
            exchange.sendResponseHeaders(502, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest request(HttpExchange exchange, URI replica) throws IOException {
        var request = HttpRequest.newBuilder(replica.resolve(exchange.getRequestURI()))
                .timeout(ANSWER)
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        http.close();
    }
}
