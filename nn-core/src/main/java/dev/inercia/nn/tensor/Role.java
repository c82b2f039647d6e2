package dev.inercia.nn.tensor;

/** What a parameter is for: decides which vector it lives in and whether weight decay applies to it. */
public enum Role {
    /** A weight: trained, decays. */
    WEIGHT,
    /** A bias: trained, spared by weight decay. */
    BIAS,
    /** Scale or shift of a normalisation layer: trained, spared by weight decay. */
    NORM,
    /** Not trained: a running statistic that a layer keeps. Lives in {@link Parameters#buffers()}. */
    BUFFER
}
