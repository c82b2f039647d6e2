package dev.inercia.optim;

/**
 * Moves a mean of parameters towards those of this step: {@code mean <- mean + share (p - mean)}.
 *
 * @param share how far, in (0, 1]
 */
record RunningMean(double share) implements Rule {

    @Override
    public void apply(float[] p, float[] g, float[][] state, int from, int to) {
        float[] mean = state[0];
        float a = (float) share;
        for (int i = from; i < to; i++) {
            mean[i] += a * (p[i] - mean[i]);
        }
    }

    @Override
    public void apply(double[] p, double[] g, double[][] state, int from, int to) {
        double[] mean = state[0];
        double a = share;
        for (int i = from; i < to; i++) {
            mean[i] += a * (p[i] - mean[i]);
        }
    }
}
