package dev.inercia.web;

/**
 * How long a client may take.
 *
 * @param requestNanos for the head, and again for the body
 * @param responseNanos to read what is written at a time
 * @param drainNanos to stop sending, once refused
 */
record Limits(long requestNanos, long responseNanos, long drainNanos) {

    private static final long SECOND = 1_000_000_000;

    static final Limits DEFAULT = new Limits(5 * SECOND, 10 * SECOND, SECOND);
}
