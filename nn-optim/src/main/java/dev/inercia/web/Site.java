package dev.inercia.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link WebServer} serves: a table from method and path to an answer. Paths are compared as they are, so none
 * leads out of the table. Fill it before the server starts.
 */
public final class Site {

    /**
     * What answers.
     *
     * @param handler null for a stream of events
     * @param events null for a handler
     */
    record Route(Handler handler, int mostBytes, Events events) {}

    private static final String GET = "GET";
    private static final String POST = "POST";

    private final Map<String, Map<String, Route>> routes = new LinkedHashMap<>();

    /** An empty site. */
    public Site() {}

    /** Answers GET and HEAD. The handler must change nothing, because any site can make a browser send a GET. */
    public Site get(String path, Handler handler) {
        return add(GET, path, new Route(handler, 0, null));
    }

    /**
     * Answers POST.
     *
     * @param mostBytes the longest body that is accepted
     */
    public Site post(String path, int mostBytes, Handler handler) {
        return add(POST, path, new Route(handler, mostBytes, null));
    }

    /**
     * Serves a resource beside a class, read now.
     *
     * @param type its media type; texts are in UTF-8
     * @throws IllegalArgumentException if there is no such resource
     */
    public Site resource(String path, String type, Class<?> beside, String name) {
        byte[] bytes = read(beside, name);
        String full = type.startsWith("text/") ? type + "; charset=utf-8" : type;
        return get(path, request -> Response.bytes(full, bytes));
    }

    /** Serves a stream of events. */
    public Site events(String path, Events events) {
        return add(GET, path, new Route(null, 0, events));
    }

    private Site add(String method, String path, Route route) {
        if (!path.matches("/[A-Za-z0-9._/-]*")) {
            throw new IllegalArgumentException(
                    "Expected a path such as /page.css, of letters, digits and . _ - /, but got '" + path + "'");
        }
        if (routes.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, route) != null) {
            throw new IllegalArgumentException(method + " " + path + " was already given an answer");
        }
        return this;
    }

    private static byte[] read(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no resource '" + name + "' beside " + beside.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a method and path; empty if the path is unknown. */
    Optional<Route> find(String method, String path) throws HttpError {
        Map<String, Route> found = routes.get(path);
        if (found == null) {
            return Optional.empty();
        }
        Route route = found.get(method.equals("HEAD") ? GET : method);
        if (route == null) {
            String methods = String.join(", ", found.keySet()) + (found.containsKey(GET) ? ", HEAD" : "");
            throw new HttpError(405, "Expected one of " + methods, "Allow: " + methods + "\r\n");
        }
        return Optional.of(route);
    }
}
