package dev.inercia.web;

import dev.inercia.web.Site.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client: reads its request, checks it, answers, closes. */
final class Connection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private static final int MOST_DRAINED = 16 << 20;

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(411, "Length Required"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "HTTP Version Not Supported"));

    /** Scripts and styles from files of the server alone; no frames, forms, plug-ins or other sites. */
    private static final String HEADERS = String.join(
            "\r\n",
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Resource-Policy: same-origin",
            "Cross-Origin-Opener-Policy: same-origin",
            "Cache-Control: no-store",
            "Connection: close",
            "");

    private final WebServer server;
    private final Socket socket;
    /** When the server may close the socket because the client does not read; 0 while nothing is written. */
    private volatile long writeDeadline;

    Connection(WebServer server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            RequestReader reader = new RequestReader(socket);
            try {
                serve(reader);
            } catch (HttpError e) {
                send(Response.refusal(e.status(), e.getMessage() + "\n"), e.headers(), true);
                socket.shutdownOutput();
                reader.allow(server.limits().drainNanos());
                reader.drain(MOST_DRAINED);
            }
        } catch (IOException e) {
            LOG.debug("A client went away: {}", e.toString());
        } finally {
            server.remove(this);
        }
    }

    private void serve(RequestReader reader) throws IOException, HttpError {
        reader.allow(server.limits().requestNanos());
        RequestReader.Head head = reader.head();
        if (head == null) {
            return;
        }
        checkSender(head);
        Route route = server.site()
                .find(head.method(), head.path())
                .orElseThrow(() -> new HttpError(404, "There is nothing at this address"));
        int length = RequestReader.bodyLength(head, route.mostBytes());
        if (route.events() != null) {
            serve(route.events());
            return;
        }
        if (length > 0 && "100-continue".equalsIgnoreCase(head.headers().get("expect"))) {
            write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        reader.allow(server.limits().requestNanos());
        byte[] body = reader.body(length);
        Request request = new Request(head.method(), head.path(), head.query(), head.headers(), body);
        send(answer(route.handler(), request), "", !head.method().equals("HEAD"));
    }

    /** Refuses what a page of another site could make a browser send. */
    private void checkSender(RequestReader.Head head) throws HttpError {
        String host = head.headers().get("host");
        if (host == null) {
            throw new HttpError(400, "Expected a header Host");
        }
        if (!server.address().allows(host, server.port())) {
            throw new HttpError(421, "This server does not answer for this host; open " + server.uri());
        }
        String origin = head.headers().get("origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            throw new HttpError(403, "This server does not answer other sites");
        }
    }

    private static Response answer(Handler handler, Request request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException e) {
            LOG.warn("{} {} failed", request.method(), request.path(), e);
            return Response.refusal(500, "This failed; the program's log says why\n");
        }
    }

    private void serve(Events events) throws IOException, HttpError {
        Events.Client client = events.open(socket);
        try {
            write(head(200, "text/event-stream; charset=utf-8", ""));
            while (!socket.isClosed()) {
                write(client.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            events.close(client);
        }
    }

    private void send(Response response, String moreHeaders, boolean withBody) throws IOException {
        String length = "Content-Length: " + response.body().length + "\r\n";
        byte[] head = head(response.status(), response.type(), length + moreHeaders);
        byte[] body = withBody ? response.body() : new byte[0];
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        write(all);
    }

    private static byte[] head(int status, String type, String moreHeaders) {
        String text = "HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "Status") + "\r\nContent-Type: " + type
                + "\r\n" + moreHeaders + HEADERS + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void write(byte[] bytes) throws IOException {
        writeDeadline = System.nanoTime() + server.limits().responseNanos();
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        writeDeadline = 0;
    }

    /** Closes the connection if its client does not read. */
    void closeIfStuck(long now) {
        long deadline = writeDeadline;
        if (deadline != 0 && now - deadline > 0) {
            close();
        }
    }

    /** Answers that too many others are being served. Never blocks: a fresh connection has room for a few bytes. */
    void refuse() {
        try {
            send(Response.refusal(503, "Too many connections\n"), "", true);
        } catch (IOException e) {
            LOG.debug("A client went away: {}", e.toString());
        } finally {
            close();
            server.remove(this);
        }
    }

    void close() {
        closeQuietly(socket);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }
}
