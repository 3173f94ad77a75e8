package dev.kiln.simulator.callback.adapter;

import dev.kiln.simulator.callback.DeliveryRules;
import dev.kiln.simulator.callback.PostCallback;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Posts callbacks, so many at a time; the rest wait in a bounded queue. */
@ApplicationScoped
class VertxPostCallback implements PostCallback {

    private static final int CONNECT_TIMEOUT_MS = 5000;

    private final Vertx vertx;
    private final WebClient client;
    private final Duration timeout;
    private final int concurrency;
    private final int queueMax;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    VertxPostCallback(Vertx vertx, DeliveryRules rules) {
        this.vertx = vertx;
        timeout = rules.timeout();
        concurrency = rules.concurrency();
        queueMax = rules.queue();
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("kie-simulator")
                        .setFollowRedirects(false)
                        .setMaxPoolSize(concurrency)
                        .setConnectTimeout(CONNECT_TIMEOUT_MS));
    }

    @Override
    public void post(String url, Map<String, String> headers, String body, Consumer<Outcome> outcome) {
        Runnable send = () -> send(url, headers, body, outcome);
        synchronized (this) {
            if (underWay >= concurrency) {
                if (waiting.size() < queueMax) {
                    waiting.addLast(send);
                    return;
                }
                send = () -> outcome.accept(new Unanswered("queue-full"));
            } else {
                underWay++;
            }
        }
        send.run();
    }

    private void send(String url, Map<String, String> headers, String body, Consumer<Outcome> outcome) {
        HttpRequest<Buffer> request;
        try {
            request = client.postAbs(url).timeout(timeout.toMillis());
        } catch (RuntimeException e) {
            vertx.runOnContext(then -> {
                next();
                outcome.accept(new Unanswered("bad-url"));
            });
            return;
        }
        headers.forEach(request::putHeader);
        request.sendBuffer(Buffer.buffer(body)).onComplete(answer -> {
            next();
            outcome.accept(
                    answer.succeeded()
                            ? new Answered(answer.result().statusCode())
                            : new Unanswered(problem(answer.cause())));
        });
    }

    private void next() {
        Runnable send;
        synchronized (this) {
            send = waiting.pollFirst();
            if (send == null) {
                underWay--;
                return;
            }
        }
        send.run();
    }

    private static String problem(Throwable cause) {
        return switch (cause) {
            case TimeoutException ignored -> "timeout";
            case ConnectException ignored -> "refused";
            default -> "failed";
        };
    }
}
