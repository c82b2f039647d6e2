package dev.inercia.mnist;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Downloads an address to a file, in bounded time and space. Does not check the content. */
final class Download {

    /**
     * The timeouts of a download.
     *
     * @param connect for a connection
     * @param silence for the next byte; detected after one to two times as long
     * @param total for the whole file; detected at the end of a period of {@code silence}
     */
    record Patience(Duration connect, Duration silence, Duration total) {
        /** Enough for 26 MB over a slow connection. */
        static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(15));
    }

    private final Patience patience;
    private final HttpClient client;

    Download(Patience patience) {
        this.patience = patience;
        // HTTP/1.1: an upgrade to 2 over plain http confuses some servers, and a single file gains nothing from it.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience.connect())
                .build();
    }

    /**
     * Downloads an address to a file.
     *
     * @throws IOException if the server does not answer 200 with at most {@code maxBytes} bytes in time
     */
    void fetch(URI address, Path file, long maxBytes) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(address).header("User-Agent", "inercia").build();
        try (OutputStream out = Files.newOutputStream(file)) {
            CappedBody body = new CappedBody(out, maxBytes);
            CompletableFuture<HttpResponse<Long>> exchange =
                    client.sendAsync(request, info -> info.statusCode() == 200 ? body : BodySubscribers.replacing(0L));
            int status = await(exchange, body).statusCode();
            if (status != 200) {
                throw new IOException("expected HTTP status 200, found " + status);
            }
        }
    }

    /** The client's own timeout covers the headers only; a server that goes silent later would block it forever. */
    private <T> T await(CompletableFuture<T> exchange, CappedBody body) throws IOException {
        long start = System.nanoTime();
        long seen = -1;
        while (true) {
            try {
                return exchange.get(patience.silence().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                boolean late = System.nanoTime() - start > patience.total().toNanos();
                if (late || body.received() == seen) {
                    exchange.cancel(true);
                    throw new HttpTimeoutException((late ? "not finished after " : "nothing more came for ")
                            + seconds(late ? patience.total() : patience.silence()) + " s, after " + body.received()
                            + " bytes");
                }
                seen = body.received();
            } catch (InterruptedException e) {
                exchange.cancel(true);
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while downloading");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            }
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
