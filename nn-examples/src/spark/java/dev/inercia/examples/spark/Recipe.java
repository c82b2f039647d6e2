package dev.inercia.examples.spark;

import dev.inercia.train.Trainer;
import java.io.Serializable;

/**
 * Builds a trainer and its network, in whichever JVM needs them: a small record of hyperparameters, which is all that is
 * shipped of them.
 */
public interface Recipe extends Serializable {

    /** A trainer with a new network. Must be the same every time, except that the network is new. */
    Trainer trainer();
}
