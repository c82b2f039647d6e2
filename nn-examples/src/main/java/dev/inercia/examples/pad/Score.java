package dev.inercia.examples.pad;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.loss.RowLoss;
import java.util.Optional;

/**
 * The mean over rows of a class's logit: its gradient says what raises and lowers that class, also where the softmax is
 * close to 0 or 1 and its own gradient says nothing any more.
 */
record Score() implements RowLoss {

    @Override
    public Optional<Activation> fusedWith() {
        return Optional.of(new Softmax());
    }

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        double sum = 0;
        for (int i = 0; i < rows * columns; i++) {
            sum += p[i] * t[i];
            g[i] = t[i] / rows;
        }
        return sum / rows;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        double sum = 0;
        for (int i = 0; i < rows * columns; i++) {
            sum += p[i] * t[i];
            g[i] = t[i] / rows;
        }
        return sum / rows;
    }
}
