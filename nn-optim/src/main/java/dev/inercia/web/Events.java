package dev.inercia.web;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A stream of server-sent events: every connected browser gets every text sent, in order. Sending never blocks; a client
 * that does not keep up is dropped, and a browser then connects again by itself. Thread-safe.
 */
public final class Events {

    private static final int MOST_CLIENTS = 100;
    /** Texts waiting for a client before it is dropped. */
    private static final int MOST_WAITING = 16;
    /** A client that went away is noticed at the latest when this is written. */
    private static final byte[] HEARTBEAT = {':', '\n', '\n'};

    private static final long HEARTBEAT_SECONDS = 15;

    private final Supplier<String> first;
    private final List<Client> clients = new ArrayList<>();

    /**
     * A stream without clients.
     *
     * @param first what a new client gets before all later texts, such as the whole state; no text is sent while it is
     *     called, so it must be quick
     */
    public Events(Supplier<String> first) {
        this.first = Objects.requireNonNull(first, "first");
    }

    /** One connection, with the texts that it has not got yet. */
    static final class Client {

        private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private final Socket socket;

        private Client(Socket socket) {
            this.socket = socket;
        }

        /** The next text to write, waiting for it; in between, heartbeats. */
        byte[] next() throws InterruptedException {
            byte[] text = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
            return text == null ? HEARTBEAT : text;
        }
    }

    /** Sends a text to every client; in the browser it is an event of type {@code message}. */
    public synchronized void send(String text) {
        if (clients.isEmpty()) {
            return;
        }
        byte[] event = event(text);
        clients.removeIf(client -> {
            boolean isStuck = !client.waiting.offer(event);
            if (isStuck) {
                Connection.closeQuietly(client.socket);
            }
            return isStuck;
        });
    }

    /** The number of clients connected. */
    public synchronized int clients() {
        return clients.size();
    }

    synchronized Client open(Socket socket) throws HttpError {
        if (clients.size() >= MOST_CLIENTS) {
            throw new HttpError(503, "Too many clients are watching");
        }
        Client client = new Client(socket);
        client.waiting.add(event(first.get()));
        clients.add(client);
        return client;
    }

    synchronized void close(Client client) {
        clients.remove(client);
    }

    private static byte[] event(String text) {
        StringBuilder event = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            event.append("data: ").append(line).append('\n');
        }
        return event.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
