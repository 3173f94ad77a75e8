package dev.kiln.dispatcher.kie.adapter;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;

/**
 * Collects a body up to a number of bytes, counted after decompression; one more fails it. Once it has failed it takes
 * nothing more, so that its connection falls idle and is closed.
 */
final class CappedBody implements BodyStream<byte[]> {

    private final int cap;
    private final Buffer collected = Buffer.buffer();
    private final Promise<byte[]> result = Promise.promise();

    CappedBody(int cap) {
        this.cap = cap;
    }

    /** The whole body, or a failure where it is too long or was cut. Call it on the response's own event loop. */
    static Future<byte[]> of(HttpClientResponse response, int cap) {
        CappedBody body = new CappedBody(cap);
        response.exceptionHandler(body);
        response.endHandler(ended -> body.end());
        response.handler(body::write);
        return body.result();
    }

    BodyCodec<byte[]> codec() {
        return handler -> handler.handle(Future.succeededFuture(this));
    }

    @Override
    public Future<byte[]> result() {
        return result.future();
    }

    @Override
    public void handle(Throwable failure) {
        result.tryFail(failure);
    }

    @Override
    public Future<Void> write(Buffer data) {
        if (collected.length() + data.length() > cap) {
            result.tryFail(new TooLong(cap));
        } else if (!result.future().isComplete()) {
            collected.appendBuffer(data);
        }
        return Future.succeededFuture();
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        result.tryComplete(collected.getBytes());
        if (handler != null) {
            handler.handle(Future.succeededFuture());
        }
    }

    @Override
    public CappedBody exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public CappedBody setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return result.future().isComplete();
    }

    @Override
    public CappedBody drainHandler(Handler<Void> handler) {
        return this;
    }

    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1;

        private TooLong(int cap) {
            super("the body is longer than " + cap + " bytes");
        }
    }
}
