package dev.inercia.nn.layer;

/** Where a layer's outputs lie while a batch is trained, and who still reads them; memory is estimated by it. */
public enum OutputMemory {

    /** In an array of its own, which its backward pass reads. */
    OWN,

    /** In an array of its own that its backward pass does not read, so that the next layer may compute in its place. */
    OWN_RELEASED,

    /** As {@link #OWN_RELEASED}, or nowhere if the next layer reads it from a {@link Source}. */
    OFFERED,

    /** In place of its input if that is released, which its backward pass reads. */
    IN_PLACE,

    /** In place of its input if that is released, and released again. */
    IN_PLACE_RELEASED,

    /** In the array of its input or of its last child. */
    NONE;

    /** True if the layer may compute in place of its input. */
    public boolean isInPlace() {
        return this == IN_PLACE || this == IN_PLACE_RELEASED;
    }

    /** True if the layer's backward pass does not read its output. */
    public boolean isReleased() {
        return this == OWN_RELEASED || this == OFFERED || this == IN_PLACE_RELEASED;
    }
}
