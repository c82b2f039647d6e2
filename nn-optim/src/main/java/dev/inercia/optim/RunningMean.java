package dev.inercia.optim;

/**
 * Moves a mean of parameters towards those of this step: {@code mean <- mean + share (p - mean)}. By halves, because
 * the difference of two numbers may be too large for the type where their mean is not.
 *
 * @param share how far, in (0, 1]
 */
record RunningMean(double share) implements Rule {

    @Override
    public void apply(float[] p, float[] g, float[][] state, int from, int to) {
        float[] mean = state[0];
        float a = (float) share;
        for (int i = from; i < to; i++) {
            float half = a * (0.5f * p[i] - 0.5f * mean[i]);
            mean[i] = mean[i] + half + half;
        }
    }

    @Override
    public void apply(double[] p, double[] g, double[][] state, int from, int to) {
        double[] mean = state[0];
        double a = share;
        for (int i = from; i < to; i++) {
            double half = a * (0.5 * p[i] - 0.5 * mean[i]);
            mean[i] = mean[i] + half + half;
        }
    }
}
