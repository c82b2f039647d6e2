package dev.inercia.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a request of limited size within a limited time. */
final class RequestReader {

    /** The longest first line: method, path and query. */
    static final int MOST_LINE = 4_096;
    /** The longest head, which is the first line and all headers. */
    static final int MOST_HEAD = 16_384;

    /** Headers whose meaning would be in doubt if they came twice. */
    private static final Set<String> ONCE = Set.of("host", "origin", "content-length");

    /** What precedes the body. */
    record Head(String method, String path, String query, Map<String, String> headers) {}

    private final Socket socket;
    private final InputStream in;
    private long deadline;
    /** Bytes that were read behind the head, which belong to the body. */
    private byte[] rest = {};

    RequestReader(Socket socket) throws IOException {
        this.socket = socket;
        in = socket.getInputStream();
    }

    /** All reads from now on must end within this time. */
    void allow(long nanos) {
        deadline = System.nanoTime() + nanos;
    }

    private int read(byte[] to, int from, int count) throws IOException, HttpError {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new HttpError(408, "The request took too long");
        }
        socket.setSoTimeout((int) millis);
        try {
            return in.read(to, from, count);
        } catch (SocketTimeoutException e) {
            throw new HttpError(408, "The request took too long");
        }
    }

    /** Null if the client went away without a word. */
    Head head() throws IOException, HttpError {
        byte[] bytes = new byte[MOST_HEAD];
        int count = 0;
        int end = -1;
        while (end < 0) {
            if (count == MOST_HEAD) {
                boolean isLine = lineEnd(bytes, count) < 0;
                throw new HttpError(isLine ? 414 : 431, "The head of a request has at most " + MOST_HEAD + " bytes");
            }
            int read = read(bytes, count, MOST_HEAD - count);
            if (read < 0) {
                if (count == 0) {
                    return null;
                }
                throw new HttpError(400, "The request ends in its head");
            }
            int from = Math.max(0, count - 3);
            count += read;
            end = headEnd(bytes, from, count);
        }
        rest = Arrays.copyOfRange(bytes, end + 4, count);
        return parse(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    }

    private static int headEnd(byte[] bytes, int from, int count) {
        for (int i = from; i + 3 < count; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int lineEnd(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static Head parse(String text) throws HttpError {
        String[] lines = text.split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        if (first.length != 3 || !first[0].matches("[A-Z]{1,16}") || !first[1].matches("/[\\x21-\\x7e]*")) {
            throw new HttpError(400, "Expected a line such as GET / HTTP/1.1");
        }
        if (lines[0].length() > MOST_LINE) {
            throw new HttpError(414, "The first line of a request has at most " + MOST_LINE + " bytes");
        }
        if (!first[2].matches("HTTP/1\\.[01]")) {
            throw new HttpError(505, "Expected HTTP/1.1");
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1
                    || !lines[i].substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                    || lines[i].chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
                throw new HttpError(400, "Expected headers such as Host: localhost");
            }
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).strip();
            if (headers.containsKey(name) && ONCE.contains(name)) {
                throw new HttpError(400, "The header " + name + " occurs twice");
            }
            headers.merge(name, value, (before, more) -> before + ", " + more);
        }
        int mark = first[1].indexOf('?');
        return new Head(
                first[0],
                mark < 0 ? first[1] : first[1].substring(0, mark),
                mark < 0 ? "" : first[1].substring(mark + 1),
                headers);
    }

    /** The length of the body that the head announces. */
    static int bodyLength(Head head, int most) throws HttpError {
        if (head.headers().containsKey("transfer-encoding")) {
            throw new HttpError(411, "Expected a Content-Length instead of a Transfer-Encoding");
        }
        String length = head.headers().get("content-length");
        if (length == null) {
            if (head.method().equals("POST")) {
                throw new HttpError(411, "Expected a Content-Length");
            }
            return 0;
        }
        if (!length.matches("\\d{1,18}")) {
            throw new HttpError(400, "Content-Length is no number");
        }
        if (Long.parseLong(length) > most) {
            throw new HttpError(413, "A request to " + head.path() + " has at most " + most + " bytes");
        }
        return Integer.parseInt(length);
    }

    byte[] body(int length) throws IOException, HttpError {
        // Grows with what arrives: a promise of many bytes costs nothing.
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(rest, 0, Math.min(rest.length, length));
        byte[] buffer = new byte[8_192];
        while (body.size() < length) {
            int read = read(buffer, 0, Math.min(buffer.length, length - body.size()));
            if (read < 0) {
                throw new HttpError(400, "The request ends in its body");
            }
            body.write(buffer, 0, read);
        }
        return body.toByteArray();
    }

    /** Reads on what a refused client still sends, within limits, so that the refusal arrives and not a reset. */
    void drain(int mostBytes) throws IOException {
        byte[] buffer = new byte[8_192];
        int drained = 0;
        try {
            int read;
            while (drained < mostBytes && (read = read(buffer, 0, buffer.length)) >= 0) {
                drained += read;
            }
        } catch (HttpError e) {
            return; // in time for no more
        }
    }
}
