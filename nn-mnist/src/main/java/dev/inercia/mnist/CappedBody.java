package dev.inercia.mnist;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Writes the body of a response as it arrives, and fails if it is too long. */
final class CappedBody implements BodySubscriber<Long> {

    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private final OutputStream out;
    private final long maxBytes;
    private volatile long received;
    private Flow.Subscription subscription;

    CappedBody(OutputStream out, long maxBytes) {
        this.out = out;
        this.maxBytes = maxBytes;
    }

    /** The number of bytes so far; thread-safe. */
    long received() {
        return received;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                // Written by this thread only; volatile for the thread that watches.
                long sum = received + bytes.length;
                if (sum > maxBytes) {
                    throw new IOException("expected at most " + maxBytes + " bytes, found more");
                }
                out.write(bytes);
                received = sum;
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            result.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable throwable) {
        result.completeExceptionally(throwable);
    }

    @Override
    public void onComplete() {
        result.complete(received);
    }
}
