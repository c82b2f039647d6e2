package dev.inercia.mnist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Mirrors on this machine, good and bad: each is a folder of one server, and has all four files of {@link SmallDigits}.
 */
final class DigitServer implements AutoCloseable {

    /** What a mirror does when it is asked for a file. */
    interface Mirror {
        void answer(HttpExchange exchange, byte[] file) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    DigitServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    static void good(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
    }

    static Mirror status(int status) {
        return (exchange, file) -> exchange.sendResponseHeaders(status, -1);
    }

    /** Sends a full and well-formed answer that is not the file. */
    static Mirror instead(byte[] other) {
        return (exchange, file) -> good(exchange, other);
    }

    /** Promises the whole file, sends half of it and hangs up. */
    static void hangsUp(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file, 0, file.length / 2);
        exchange.getResponseBody().flush();
    }

    /** Sends half of the file and then nothing. */
    void goesSilent(HttpExchange exchange, byte[] file) throws IOException, InterruptedException {
        hangsUp(exchange, file);
        closing.await();
    }

    /** Takes the request and says nothing at all. */
    void saysNothing(HttpExchange exchange, byte[] file) throws InterruptedException {
        closing.await();
    }

    /** Sends for ever. */
    static void endless(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            exchange.getResponseBody().write(file);
        }
    }

    /** Sends a byte now and then. */
    static void drips(HttpExchange exchange, byte[] file) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, file.length);
        for (byte b : file) {
            exchange.getResponseBody().write(b);
            exchange.getResponseBody().flush();
            Thread.sleep(100);
        }
    }

    /** Opens a folder; returns its address. */
    URI mirror(String name, Mirror mirror) {
        server.createContext("/" + name + "/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            try (exchange) {
                mirror.answer(exchange, file(path));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/");
    }

    private static byte[] file(String path) {
        for (DigitFile file : DigitFile.values()) {
            if (path.endsWith("/" + file.publishedName() + ".gz")) {
                return SmallDigits.gzip(file);
            }
        }
        throw new AssertionError("asked for " + path);
    }

    /** The paths that were asked for, in order. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
