package dev.kiln.dispatcher.kie.adapter;

import dev.kiln.catalog.Family;
import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.ApiKey;
import dev.kiln.dispatcher.kie.Balance;
import dev.kiln.dispatcher.kie.BalanceAnswers;
import dev.kiln.dispatcher.kie.Balances;
import dev.kiln.dispatcher.kie.HttpAnswer;
import dev.kiln.dispatcher.kie.Kie;
import dev.kiln.dispatcher.kie.NotConnected;
import dev.kiln.dispatcher.kie.Protocol;
import dev.kiln.dispatcher.kie.RecordOrigin;
import dev.kiln.dispatcher.kie.Records;
import dev.kiln.dispatcher.kie.TaskRecord;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Kie's HTTP API. Creates go over connections of their own, in two steps; reads share kept connections. Nothing is retried,
 * redirected or kept between calls, and no header goes out but Kiln's own.
 */
public final class VertxKie implements Kie, Records, Balances, AutoCloseable {

    private static final int LONGEST_RECORD = 1024 * 1024;
    static final Cause NO_KEY = new Cause(Reason.UNAUTHORIZED, "no API key is configured for this account");

    private final KieSettings settings;
    private final Map<String, ApiKey> keys;
    private final HttpClient creates;
    private final WebClient reads;

    /**
     * @param vertx the bare one, so that no instrumentation adds headers
     * @param keys by account
     */
    public VertxKie(Vertx vertx, KieSettings settings, Map<String, ApiKey> keys) {
        this.settings = settings;
        this.keys = Map.copyOf(keys);
        this.creates = KieClients.forCreates(vertx, settings);
        this.reads = KieClients.forReads(vertx, settings);
    }

    @Override
    public List<Connection> connect(int most) throws NotConnected {
        Waits.refuseEventLoops();
        long deadline = System.nanoTime() + settings.connectTimeout().toNanos();
        List<Future<HttpClientRequest>> opening = Stream.generate(() -> creates.request(options(HttpMethod.POST, "/")))
                .limit(most)
                .toList();
        List<Connection> open = new ArrayList<>();
        NotConnected last = null;
        for (Future<HttpClientRequest> request : opening) {
            try {
                Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
                open.add(new CreateConnection(Waits.await(request, left), settings, keys));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                last = abandoned(request, e);
            } catch (ExecutionException | TimeoutException e) {
                last = abandoned(request, e);
            }
        }
        if (open.isEmpty() && last != null) {
            throw last;
        }
        return open;
    }

    @Override
    public Shown show(String account, Family family, String taskId) {
        ApiKey key = keys.get(account);
        if (key == null) {
            return new Shown(new TaskRecord.AccountStopped(NO_KEY), RecordOrigin.UNKNOWN);
        }
        Protocol protocol = Protocol.of(family);
        try {
            HttpAnswer answer = get(protocol.recordPath(taskId), key);
            return new Shown(protocol.read(answer), RecordOrigin.in(answer));
        } catch (Unread e) {
            return new Shown(new TaskRecord.Unanswered(e.why()), RecordOrigin.UNKNOWN);
        }
    }

    @Override
    public Balance balance(String account) {
        ApiKey key = keys.get(account);
        if (key == null) {
            return new Balance.AccountStopped(NO_KEY);
        }
        try {
            return BalanceAnswers.read(get(BalanceAnswers.PATH, key));
        } catch (Unread e) {
            return new Balance.Unreadable(e.why());
        }
    }

    @Override
    public void close() {
        creates.close();
        reads.close();
    }

    private HttpAnswer get(String path, ApiKey key) throws Unread {
        Waits.refuseEventLoops();
        CappedBody body = new CappedBody(LONGEST_RECORD);
        Future<HttpResponse<byte[]>> response = reads.request(
                        HttpMethod.GET,
                        options(HttpMethod.GET, settings.path(path))
                                .putHeader("Authorization", "Bearer " + key.value()))
                .timeout(settings.readTimeout().toMillis())
                .as(body.codec())
                .send();
        response.onFailure(body);
        try {
            byte[] whole = Waits.await(body.result(), settings.readTimeout());
            return new HttpAnswer(Waits.await(response, settings.readTimeout()).statusCode(), whole);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unread(body, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unread(body, e);
        }
    }

    private RequestOptions options(HttpMethod method, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(settings.baseUrl().getHost())
                .setPort(settings.port())
                .setSsl(settings.secure())
                .setURI(path)
                .setFollowRedirects(false)
                .putHeader("User-Agent", settings.userAgent())
                .putHeader("Accept", "application/json")
                .putHeader("Accept-Encoding", "gzip");
        return method == HttpMethod.POST ? options.putHeader("Content-Type", "application/json") : options;
    }

    /** A connection that opens too late is closed unused. */
    private static NotConnected abandoned(Future<HttpClientRequest> request, Exception why) {
        request.onSuccess(late -> late.connection().close());
        return new NotConnected("no connection to Kie: " + Waits.kindOf(why), why);
    }

    private static final class Unread extends Exception {
        private static final long serialVersionUID = 1;

        private Unread(CappedBody body, Exception cause) {
            super(cause);
            body.handle(cause);
        }

        private Cause why() {
            return new Cause(Reason.UNREADABLE, "no complete answer: " + Waits.kindOf((Exception) getCause()));
        }
    }
}
