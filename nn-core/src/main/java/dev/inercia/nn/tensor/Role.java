package dev.inercia.nn.tensor;

/** The purpose of a parameter, which decides which vector holds it and whether weight decay applies to it. */
public enum Role {
    /** A weight: trained, with weight decay. */
    WEIGHT,
    /** A bias: trained, without weight decay. */
    BIAS,
    /** Scale or shift of a normalisation layer: trained, without weight decay. */
    NORM,
    /** Not trained: a running statistic that a layer keeps. Held in {@link Parameters#buffers()}. */
    BUFFER
}
