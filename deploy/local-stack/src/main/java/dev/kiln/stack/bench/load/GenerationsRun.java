package dev.kiln.stack.bench.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Asks for generations and awaits their completions. All its state is seen by one event loop alone. */
final class GenerationsRun {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long STALL_CHECK_MILLIS = 500;

    private final GenerationsPlan plan;
    private final Vertx vertx;
    private final Caller caller;
    private final Knocks knocks;
    private final CompletionFeed feed;
    private final Promise<GenerationsResult> result = Promise.promise();
    private final Map<String, Long> sentAt = new HashMap<>();
    private final Map<String, Completed> early = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Histogram answers = Latencies.histogram();
    private final Histogram completions = Latencies.histogram();
    private int sent;
    private int answered;
    private int accepted;
    private int succeeded;
    private int otherwise;
    private int unexpected;
    private long begin;
    private long last;

    /** A completion as it came from the topic. */
    record Completed(String generationId, boolean success, long at) {}

    private GenerationsRun(Vertx vertx, GenerationsPlan plan) {
        this.plan = plan;
        this.vertx = vertx;
        this.caller = new Caller(vertx, plan.gateway(), plan.connections());
        this.knocks = Knocks.generations(URI.create(plan.gateway()).getPath(), plan.apiKey(), plan.body());
        var context = vertx.getOrCreateContext();
        this.feed = new CompletionFeed(plan, batch -> context.runOnContext(go -> take(batch)));
    }

    /** To be called on an event loop. */
    static Future<GenerationsResult> start(Vertx vertx, GenerationsPlan plan) {
        var run = new GenerationsRun(vertx, plan);
        run.feed.start().onSuccess(ready -> run.begin()).onFailure(run.result::fail);
        return run.result.future().eventually(() -> {
            run.caller.close();
            run.feed.close();
            return Future.succeededFuture();
        });
    }

    private void begin() {
        begin = System.nanoTime();
        last = begin;
        vertx.setPeriodic(STALL_CHECK_MILLIS, this::check);
        for (int i = 0; i < plan.connections(); i++) {
            next();
        }
    }

    private void next() {
        if (sent == plan.count()) {
            return;
        }
        if (outstanding() >= plan.inFlight()) {
            waiting.add(this::next);
            return;
        }
        sent++;
        var at = System.nanoTime();
        caller.post(knocks.next()).onComplete(outcome -> {
            answered(at, outcome.succeeded() ? outcome.result() : null, outcome.cause());
            next();
        });
    }

    /** What was asked for and is neither complete nor refused. */
    private int outstanding() {
        return sent - done.size() - (answered - accepted);
    }

    private void answered(long at, Caller.Answer answer, Throwable failure) {
        answered++;
        if (answer == null || answer.status() != 202) {
            refused.merge(Outcome.of(answer, failure), 1L, Long::sum);
            endIfAllCame();
            return;
        }
        accepted++;
        answers.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - at));
        var id = id(answer.body());
        sentAt.put(id, at);
        var came = early.remove(id);
        if (came != null) {
            settle(came);
        }
    }

    private void take(List<Completed> batch) {
        batch.forEach(completed -> {
            if (done.contains(completed.generationId())) {
                unexpected++;
            } else if (sentAt.containsKey(completed.generationId())) {
                settle(completed);
            } else {
                early.put(completed.generationId(), completed);
            }
        });
        while (!waiting.isEmpty() && outstanding() < plan.inFlight()) {
            waiting.poll().run();
        }
    }

    private void settle(Completed completed) {
        done.add(completed.generationId());
        last = completed.at();
        completions.recordValue(
                TimeUnit.NANOSECONDS.toMicros(completed.at() - sentAt.remove(completed.generationId())));
        if (completed.success()) {
            succeeded++;
        } else {
            otherwise++;
        }
        endIfAllCame();
    }

    private void endIfAllCame() {
        if (answered == plan.count() && done.size() == accepted) {
            end();
        }
    }

    private void check(long timer) {
        if (result.future().isComplete()) {
            vertx.cancelTimer(timer);
        } else if (System.nanoTime() - last > TimeUnit.MILLISECONDS.toNanos(plan.stallMillis())) {
            end();
        }
    }

    private void end() {
        result.tryComplete(new GenerationsResult(
                accepted,
                refused,
                succeeded,
                otherwise,
                unexpected + early.size(),
                (last - begin) / (double) TimeUnit.SECONDS.toNanos(1),
                Latencies.of(answers),
                Latencies.of(completions)));
    }

    /** The first member {@code id}; read by itself, since a tree for every answer would be a load of its own. */
    private static String id(Buffer body) {
        try (var parser = JSON.createParser(body.getBytes())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("id")) {
                    return parser.nextTextValue();
                }
            }
            throw new IllegalStateException("An accepted request's answer has no id");
        } catch (IOException e) {
            throw new IllegalStateException("An accepted request's answer is no JSON", e);
        }
    }
}
