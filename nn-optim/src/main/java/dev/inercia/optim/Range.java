package dev.inercia.optim;

/** The ranges that hyperparameters are held to. */
final class Range {

    private Range() {}

    static void atLeastZero(String optimizer, String name, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, optimizer, name, "finite and at least 0", value);
    }

    static void aboveZero(String optimizer, String name, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, optimizer, name, "finite and above 0", value);
    }

    static void fraction(String optimizer, String name, double value) {
        require(value >= 0 && value < 1, optimizer, name, "in [0, 1)", value);
    }

    private static void require(boolean holds, String optimizer, String name, String range, double value) {
        if (!holds) {
            throw new IllegalArgumentException(optimizer + ": " + name + " must be " + range + ", but is " + value);
        }
    }
}
