package dev.inercia.optim;

import java.util.Map;

/** An optimizer read from its paper, line by line and in doubles, to hold ours against. Knows nothing of ours. */
interface PaperOptimizer {

    /** Before the first step, with the first parameters. */
    void start(double[] p);

    /** Step t, counted from 1: changes p. */
    void step(double[] p, double[] g, double rate, int t);

    /** Its vectors after the last step, by the paper's names. */
    Map<String, double[]> state();

    /** The parameters to evaluate, given those that are trained. */
    default double[] average(double[] p) {
        return p;
    }
}
