package dev.inercia.web;

import java.nio.charset.StandardCharsets;

/**
 * A response.
 *
 * @param status such as 200
 * @param type the media type, such as {@code text/html}
 * @param body its bytes; not copied
 */
public record Response(int status, String type, byte[] body) {

    /** An HTML page. */
    public static Response html(String page) {
        return of(200, "text/html", page);
    }

    /** A JSON text. */
    public static Response json(String json) {
        return of(200, "application/json", json);
    }

    /** Bytes of a media type, such as {@code image/png}. */
    public static Response bytes(String type, byte[] bytes) {
        return new Response(200, type, bytes);
    }

    /** A refusal in words, which are shown to the user. */
    public static Response refusal(int status, String message) {
        return of(status, "text/plain", message);
    }

    private static Response of(int status, String type, String text) {
        return new Response(status, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
