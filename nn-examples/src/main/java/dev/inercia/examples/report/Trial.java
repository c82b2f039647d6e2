package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Setup;

/**
 * A training that an experiment asks for.
 *
 * @param label what sets it apart within the experiment, whatever the seed
 * @param setup its settings
 * @param watched whether to look at its units after each epoch
 */
record Trial(String label, Setup setup, boolean watched) {

    Trial(String label, Setup setup) {
        this(label, setup, false);
    }
}
