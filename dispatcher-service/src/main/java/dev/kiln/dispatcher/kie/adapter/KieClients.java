package dev.kiln.dispatcher.kie.adapter;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.concurrent.TimeUnit;

/** The two HTTP clients for Kie: TLS is verified, tracing adds nothing, and nothing waits in a queue without bound. */
final class KieClients {

    private static final int MOST_CREATES = 256;
    /** More than are ever begun at once, so that those of one account that hang keep none of another from a connection. */
    private static final int MOST_READS = 128;

    private KieClients() {}

    /** A fresh connection for each create: a kept one may have gone stale, which would make every failure a doubt. */
    static HttpClient forCreates(Vertx vertx, KieSettings settings) {
        HttpClientOptions options = new HttpClientOptions()
                .setMetricsName("kie-creates")
                .setKeepAlive(false)
                .setPipelining(false);
        bound(options, settings);
        return quiet(
                vertx, options, new PoolOptions().setHttp1MaxSize(MOST_CREATES).setMaxWaitQueueSize(0));
    }

    static WebClient forReads(Vertx vertx, KieSettings settings) {
        WebClientOptions options =
                new WebClientOptions().setUserAgentEnabled(false).setFollowRedirects(false);
        options.setMetricsName("kie-reads")
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) settings.readTimeout().toMillis());
        bound(options, settings);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(MOST_READS).setMaxWaitQueueSize(MOST_READS);
        return WebClient.wrap(quiet(vertx, options, pool), options);
    }

    /** Each failure reaches its caller; Vert.x would log it once more, with what was received. */
    private static HttpClient quiet(Vertx vertx, HttpClientOptions options, PoolOptions pool) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
    }

    private static void bound(HttpClientOptions options, KieSettings settings) {
        options.setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setTryUseCompression(true)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setTrustAll(false)
                .setVerifyHost(true)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis());
    }
}
