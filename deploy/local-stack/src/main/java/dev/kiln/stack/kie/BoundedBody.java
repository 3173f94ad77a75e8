package dev.kiln.stack.kie;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** An answer's body of no more than so many bytes; reading a longer one fails, and ends its connection. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final HttpResponse.BodySubscriber<byte[]> body = HttpResponse.BodySubscribers.ofByteArray();
    private final int longest;
    private Flow.Subscription subscription;
    private long received;

    BoundedBody(int longest) {
        this.longest = longest;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        received += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > longest) {
            subscription.cancel();
            body.onError(new IOException("its body is longer than " + longest + " bytes"));
        } else {
            body.onNext(part);
        }
    }

    @Override
    public void onError(Throwable problem) {
        body.onError(problem);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
