package dev.inercia.nn.check;

/**
 * Range checks of hyperparameters. Each method throws an {@link IllegalArgumentException} that names the owner, the
 * hyperparameter, the range and the value.
 */
public final class Range {

    private Range() {}

    /** Finite. */
    public static void finite(String owner, String name, double value) {
        require(Double.isFinite(value), owner, name, "finite", value);
    }

    /** Finite and at least 0. */
    public static void atLeastZero(String owner, String name, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, owner, name, "finite and at least 0", value);
    }

    /** Finite and above 0. */
    public static void aboveZero(String owner, String name, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, owner, name, "finite and above 0", value);
    }

    /** In [0, 1). */
    public static void fraction(String owner, String name, double value) {
        require(value >= 0 && value < 1, owner, name, "in [0, 1)", value);
    }

    /** In [0, 1]. */
    public static void zeroToOne(String owner, String name, double value) {
        require(value >= 0 && value <= 1, owner, name, "in [0, 1]", value);
    }

    /** In (0, 1]. */
    public static void share(String owner, String name, double value) {
        require(value > 0 && value <= 1, owner, name, "in (0, 1]", value);
    }

    /** In (0, 1). */
    public static void inside(String owner, String name, double value) {
        require(value > 0 && value < 1, owner, name, "in (0, 1)", value);
    }

    /** Finite and at least 1. */
    public static void atLeastOne(String owner, String name, double value) {
        require(value >= 1 && value < Double.POSITIVE_INFINITY, owner, name, "finite and at least 1", value);
    }

    /** At least 1. */
    public static void atLeastOne(String owner, String name, long value) {
        require(value >= 1, owner, name, "at least 1", value);
    }

    /** At least 0. */
    public static void atLeastZero(String owner, String name, long value) {
        require(value >= 0, owner, name, "at least 0", value);
    }

    private static void require(boolean holds, String owner, String name, String range, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(owner + ": " + name + " must be " + range + ", but is " + value);
        }
    }
}
