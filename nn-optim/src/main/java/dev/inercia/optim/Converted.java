package dev.inercia.optim;

import java.util.Arrays;

/**
 * Applies the double loop of a {@link Rule} to floats, converted there and back. Its arrays belong to the thread, and
 * are made only where there are none that fit.
 */
final class Converted {

    private static final ThreadLocal<Converted> OF_THREAD = ThreadLocal.withInitial(Converted::new);

    private double[] p = new double[Vectors.TILE];
    private double[] g = new double[Vectors.TILE];
    /** As many vectors as a rule has, [count][vector][element]: rules of several kinds may take turns. */
    private double[][][] states = new double[4][][];

    static void apply(Rule rule, float[] p, float[] g, float[][] state, int from, int to) {
        Converted own = OF_THREAD.get();
        own.fit(state.length, to);
        double[][] converted = own.states[state.length];
        convert(p, own.p, from, to);
        convert(g, own.g, from, to);
        for (int k = 0; k < state.length; k++) {
            convert(state[k], converted[k], from, to);
        }
        rule.apply(own.p, own.g, converted, from, to);
        convert(own.p, p, from, to);
        for (int k = 0; k < state.length; k++) {
            convert(converted[k], state[k], from, to);
        }
    }

    private void fit(int count, int length) {
        if (p.length < length) {
            p = new double[length];
            g = new double[length];
            Arrays.fill(states, null);
        }
        if (states.length <= count) {
            states = Arrays.copyOf(states, count + 1);
        }
        if (states[count] == null) {
            states[count] = new double[count][p.length];
        }
    }

    private static void convert(float[] from, double[] to, int first, int end) {
        for (int i = first; i < end; i++) {
            to[i] = from[i];
        }
    }

    private static void convert(double[] from, float[] to, int first, int end) {
        for (int i = first; i < end; i++) {
            to[i] = (float) from[i];
        }
    }
}
