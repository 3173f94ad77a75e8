package dev.kiln.dispatcher.kie.adapter;

import dev.kiln.contract.Cause;
import dev.kiln.contract.Reason;
import dev.kiln.dispatcher.kie.ApiKey;
import dev.kiln.dispatcher.kie.CreateAnswers;
import dev.kiln.dispatcher.kie.CreateCall;
import dev.kiln.dispatcher.kie.CreateOutcome;
import dev.kiln.dispatcher.kie.HttpAnswer;
import dev.kiln.dispatcher.kie.Kie;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** One open connection for one create. From the first byte on, only a complete and readable answer removes the doubt. */
final class CreateConnection implements Kie.Connection {

    private static final int LONGEST_ANSWER = 256 * 1024;

    private enum State {
        OPEN,
        USED,
        CLOSED
    }

    private final HttpClientRequest request;
    private final KieSettings settings;
    private final Map<String, ApiKey> keys;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    CreateConnection(HttpClientRequest request, KieSettings settings, Map<String, ApiKey> keys) {
        this.request = request.exceptionHandler(reportedByTheAnswer -> {});
        request.connection().closeHandler(gone -> state.compareAndSet(State.OPEN, State.CLOSED));
        this.settings = settings;
        this.keys = keys;
    }

    @Override
    public CreateOutcome create(String account, CreateCall call) {
        ApiKey key = keys.get(account);
        if (key == null) {
            close();
            return new CreateOutcome.NotSent(VertxKie.NO_KEY);
        }
        if (!state.compareAndSet(State.OPEN, State.USED)) {
            return state.get() == State.CLOSED
                    ? new CreateOutcome.NotSent(new Cause(Reason.NOT_SENT, "the connection was closed before its use"))
                    : inDoubt("the connection was used before");
        }
        try {
            return CreateAnswers.classify(send(key, call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inDoubt("the sender was interrupted before the answer came");
        } catch (Exception e) {
            return inDoubt("no complete answer: " + Waits.kindOf(e));
        } finally {
            disconnect();
        }
    }

    /** Whether it can be used; what has broken and is not noticed yet counts. */
    boolean isOpen() {
        return state.get() == State.OPEN;
    }

    @Override
    public void close() {
        if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            disconnect();
        }
    }

    /** Listens before it sends: on a busy machine the whole answer can be there before this thread goes on. */
    private HttpAnswer send(ApiKey key, CreateCall call) throws Exception {
        Future<HttpAnswer> answer = request.response()
                .compose(response -> CappedBody.of(response, LONGEST_ANSWER)
                        .map(body -> new HttpAnswer(response.statusCode(), body)));
        request.setURI(settings.path(call.path()))
                .putHeader("Authorization", "Bearer " + key.value())
                .end(Buffer.buffer(call.body()));
        return Waits.await(answer, settings.answerTimeout());
    }

    private void disconnect() {
        request.connection().close();
    }

    private static CreateOutcome inDoubt(String detail) {
        return new CreateOutcome.InDoubt(new Cause(Reason.NO_CLEAR_ANSWER, detail));
    }
}
