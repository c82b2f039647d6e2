package dev.inercia.train;

/** A setting that may differ from that of the checkpoint, if {@link Trainer#resuming} says so. */
public enum Setting {
    /** The learning rate, in the optimizer and in any that it wraps. */
    LEARNING_RATE,
    /** The schedule of the learning rate and its unit. */
    SCHEDULE,
    /** The gradient transforms; those of the same kind go on, others start anew. */
    TRANSFORMS,
    /** The parameter groups. */
    PARAMETER_GROUPS,
    /** Listeners that remember something; those of the same kind go on, others start anew. */
    LISTENERS,
    /** The metrics measured after every epoch. */
    METRICS,
    /** The validation data. */
    VALIDATION
}
