package dev.inercia.web;

/** Answers requests, on several threads at the same time. */
@FunctionalInterface
public interface Handler {

    /**
     * Answers a request.
     *
     * @throws RuntimeException to answer 500; the client is not told why, the log is
     */
    Response answer(Request request);
}
