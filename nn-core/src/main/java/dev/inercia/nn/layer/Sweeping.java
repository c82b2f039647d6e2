package dev.inercia.nn.layer;

/** How a bound layer works through a batch. */
public enum Sweeping {

    /** The whole batch at once. */
    BATCH,

    /** Example by example: it is a {@link ByExample}. */
    EXAMPLES,

    /** Example by example, with sweeps that are measured if any of its parameters is trained, otherwise not. */
    MEASURED_EXAMPLES;

    /** True if the bound layer is a {@link ByExample}. */
    public boolean isByExample() {
        return this != BATCH;
    }
}
