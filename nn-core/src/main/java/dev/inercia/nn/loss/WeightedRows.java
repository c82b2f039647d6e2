package dev.inercia.nn.loss;

import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** Applies a loss row by row with weights: {@code sum(w l) / sum(w)}. Ignores rows of weight 0. */
final class WeightedRows {

    private final RowLoss loss;
    private final int columns;
    private final Tile p;
    private final Tile t;
    private final Tile g;

    WeightedRows(RowLoss loss, DataType type, int columns) {
        this.loss = loss;
        this.columns = columns;
        p = new Tile(type, 1, columns);
        t = new Tile(type, 1, columns);
        g = new Tile(type, 1, columns);
    }

    /** Returns the loss of all rows, 0 if all weights are 0; writes {@code gradient}. */
    double apply(Tile prediction, Tile target, Tile gradient, double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double value = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 0) {
                clear(gradient, i * columns);
            } else {
                value += weights[i] * row(prediction, target, gradient, i * columns, weights[i] / total);
            }
        }
        return total == 0 ? 0 : value / total;
    }

    private void clear(Tile gradient, int from) {
        if (gradient.isFloat()) {
            Arrays.fill(gradient.floats(), from, from + columns, 0f);
        } else {
            Arrays.fill(gradient.doubles(), from, from + columns, 0.0);
        }
    }

    private double row(Tile prediction, Tile target, Tile gradient, int from, double share) {
        if (!p.isFloat()) {
            System.arraycopy(prediction.doubles(), from, p.doubles(), 0, columns);
            System.arraycopy(target.doubles(), from, t.doubles(), 0, columns);
            double value = loss.apply(p.doubles(), t.doubles(), g.doubles(), 1, columns);
            for (int j = 0; j < columns; j++) {
                gradient.doubles()[from + j] = share * g.doubles()[j];
            }
            return value;
        }
        System.arraycopy(prediction.floats(), from, p.floats(), 0, columns);
        System.arraycopy(target.floats(), from, t.floats(), 0, columns);
        double value = loss.apply(p.floats(), t.floats(), g.floats(), 1, columns);
        for (int j = 0; j < columns; j++) {
            gradient.floats()[from + j] = (float) (share * g.floats()[j]);
        }
        return value;
    }
}
