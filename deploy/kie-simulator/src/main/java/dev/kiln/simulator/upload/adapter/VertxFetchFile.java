package dev.kiln.simulator.upload.adapter;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** Downloads a file that a customer points to. */
@ApplicationScoped
class VertxFetchFile {

    private static final long TIMEOUT_MS = 30_000;
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClient client;

    VertxFetchFile(Vertx vertx) {
        this.vertx = vertx;
        client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(4)
                .setMaxWaitQueueSize(100)
                .setConnectTimeout((int) TIMEOUT_MS));
    }

    /** Its media type; null if the server does not tell. Fails if it is not there within 30 s or is too large. */
    Future<String> fetch(String url, Path to, long most) {
        RequestOptions options;
        try {
            options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setFollowRedirects(true)
                    .setTimeout(TIMEOUT_MS)
                    .setAbsoluteURI(url);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return client.request(options)
                .compose(request -> request.send().compose(response -> {
                    response.pause();
                    long timer = vertx.setTimer(TIMEOUT_MS, id -> request.reset(0, new TimeoutException()));
                    return save(response, to, most)
                            .onFailure(failed -> request.reset())
                            .onComplete(done -> vertx.cancelTimer(timer));
                }));
    }

    private Future<String> save(HttpClientResponse response, Path to, long most) {
        if (response.statusCode() != OK) {
            return Future.failedFuture("HTTP " + response.statusCode());
        }
        return BoundedCopy.run(vertx, response, to, most).map(done -> response.getHeader("Content-Type"));
    }
}
