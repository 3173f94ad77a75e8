package dev.kiln.stack.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** Sends requests to one server over a fixed number of connections that are kept. */
final class Caller implements AutoCloseable {
    private static final int ANSWER_MILLIS = 30_000;

    private final HttpClient client;
    private final URI server;

    Caller(Vertx vertx, String url, int connections) {
        this.server = URI.create(url);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setPipelining(false)
                .setTcpNoDelay(true)
                .setMaxWaitQueueSize(connections));
    }

    /** An answer as far as a load looks at it. */
    record Answer(int status, Buffer body) {}

    Future<Answer> post(Knock knock) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(knock.path())
                .setHeaders(knock.headers())
                .setTimeout(ANSWER_MILLIS);
        return client.request(options).compose(request -> send(request, knock));
    }

    private static Future<Answer> send(HttpClientRequest request, Knock knock) {
        return request.send(knock.body())
                .compose(response -> response.body().map(body -> new Answer(response.statusCode(), body)));
    }

    @Override
    public void close() {
        client.close();
    }
}
