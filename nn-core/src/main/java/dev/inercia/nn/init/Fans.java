package dev.inercia.nn.init;

/**
 * The fan-in and fan-out of a layer.
 *
 * @param in inputs of a unit (fan-in), at least 1
 * @param out units that an input reaches (fan-out), at least 1
 */
public record Fans(int in, int out) {

    public Fans {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("Fans must be at least 1, but are in = " + in + ", out = " + out);
        }
    }
}
