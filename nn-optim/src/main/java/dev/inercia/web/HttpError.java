package dev.inercia.web;

/** A request that is refused before any handler sees it. */
final class HttpError extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String headers;

    HttpError(int status, String message) {
        this(status, message, "");
    }

    /** With more headers of the response, each with its line end. */
    HttpError(int status, String message, String headers) {
        super(message);
        this.status = status;
        this.headers = headers;
    }

    String headers() {
        return headers;
    }

    int status() {
        return status;
    }
}
