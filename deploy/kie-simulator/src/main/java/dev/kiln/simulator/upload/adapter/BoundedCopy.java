package dev.kiln.simulator.upload.adapter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;

/** Copies a stream to a file, up to a size. */
final class BoundedCopy {

    private final AsyncFile file;
    private final long most;
    private final Promise<Void> done = Promise.promise();
    private long bytes;

    private BoundedCopy(AsyncFile file, long most) {
        this.file = file;
        this.most = most;
    }

    /** Fails with TooLarge beyond that size. The stream must be paused. */
    static Future<Void> run(Vertx vertx, ReadStream<Buffer> from, Path to, long most) {
        return vertx.fileSystem()
                .open(to.toString(), new OpenOptions().setTruncateExisting(true))
                .compose(file -> new BoundedCopy(file, most).copy(from));
    }

    private Future<Void> copy(ReadStream<Buffer> from) {
        from.exceptionHandler(done::tryFail);
        from.endHandler(end -> done.tryComplete());
        from.handler(part -> {
            bytes += part.length();
            if (bytes > most) {
                done.tryFail(new TooLarge(most));
                return;
            }
            file.write(part).onFailure(done::tryFail);
            if (file.writeQueueFull()) {
                from.pause();
                file.drainHandler(drained -> from.resume());
            }
        });
        from.resume();
        return done.future()
                .compose(ok -> file.close(), failed -> file.close().transform(closed -> Future.failedFuture(failed)));
    }

    /** More came than fits. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("the file is larger than " + (most >> 20) + " MB");
        }
    }
}
