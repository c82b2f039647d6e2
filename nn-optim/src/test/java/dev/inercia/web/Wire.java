package dev.inercia.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sends bytes as they are given, and reads what comes. */
final class Wire implements AutoCloseable {

    static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    Wire(WebServer server) throws IOException {
        socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Also if the server has closed its end meanwhile, as it may. */
    Wire send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        try {
            out.write(bytes);
            out.flush();
        } catch (SocketException e) {
            return this; // what it said before that can be read
        }
        return this;
    }

    /** The first bytes, up to a text. */
    String until(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0) {
            text.append((char) next);
            int from = text.length() - end.length();
            if (from >= 0 && text.indexOf(end, from) == from) {
                break;
            }
        }
        return text.toString();
    }

    /** All up to the end. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The whole response to a text. */
    static String exchange(WebServer server, String text) throws IOException {
        try (Wire wire = new Wire(server)) {
            return wire.send(text).rest();
        }
    }

    /** Its status, such as 200; 0 if the server said nothing. */
    static int status(String response) {
        return response.matches("(?s)HTTP/1\\.1 \\d{3} .*") ? Integer.parseInt(response.substring(9, 12)) : 0;
    }

    /** A GET with the right host and more headers, each with its line end. */
    static String get(WebServer server, String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n" + headers + "\r\n";
    }

    static String post(WebServer server, String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nContent-Length: " + body.length()
                + "\r\n" + headers + "\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
