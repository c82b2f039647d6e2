package dev.inercia.nn.tensor;

import org.slf4j.Logger;

/** System properties that set numbers of threads. */
final class Settings {

    private Settings() {}

    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The number in a system property, or the usual one where it is not set or, with a warning, makes no sense. */
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
