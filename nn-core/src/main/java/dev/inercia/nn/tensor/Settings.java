package dev.inercia.nn.tensor;

import org.slf4j.Logger;

/** Reads thread counts from system properties. */
final class Settings {

    private Settings() {}

    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The thread count in a system property; the default if it is not set or, with a warning, if it is invalid. */
    static int threads(String property, int usual, Logger log) {
        String value = System.getProperty(property);
        if (value == null) {
            return usual;
        }
        if (!value.matches("[1-9]\\d{0,3}")) {
            log.warn("{} must be a whole number from 1 to 9999, but is '{}': using {}", property, value, usual);
            return usual;
        }
        return Integer.parseInt(value);
    }
}
