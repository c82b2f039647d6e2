package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Setup;

/**
 * A training that an experiment needs.
 *
 * @param label its label within the experiment, the same for all seeds
 * @param setup its settings
 * @param watched true to observe its units after each epoch
 */
record Trial(String label, Setup setup, boolean watched) {

    Trial(String label, Setup setup) {
        this(label, setup, false);
    }
}
