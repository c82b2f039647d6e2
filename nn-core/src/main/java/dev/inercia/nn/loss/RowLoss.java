package dev.inercia.nn.loss;

import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A loss in plain loops over the rows of a batch, one loop per data type. Rows are all axes of the predictions but the
 * last. Class indices arrive as one-hot rows. Weights are applied outside, by calling the loss row by row.
 */
public interface RowLoss extends Loss {

    /**
     * Computes the loss of a batch and its gradient; {@code rows * columns} numbers in each array, row by row.
     *
     * @param p predictions (logits for a fused loss), read
     * @param t targets, read
     * @param g overwritten with dL/dp
     * @return the loss
     */
    double apply(float[] p, float[] t, float[] g, int rows, int columns);

    /** The same in double precision. */
    double apply(double[] p, double[] t, double[] g, int rows, int columns);

    @Override
    default Bound bind(int rows, Shape outputs, DataType type) {
        return new BoundRowLoss(this, rows, outputs, type);
    }
}
