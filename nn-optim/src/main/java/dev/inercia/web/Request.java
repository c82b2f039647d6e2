package dev.inercia.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param method such as {@code GET}
 * @param path as in the {@link Site}
 * @param query what follows the path after a question mark, not decoded; empty if there is none
 * @param headers by lower-case name
 * @param body its bytes; not copied, the handler's own
 */
public record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** The value of a header; empty if it was not sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
