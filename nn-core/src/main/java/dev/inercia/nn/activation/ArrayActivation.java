package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Layout;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An activation in plain ND4J calls, on arrays {@code [rows, columns]} of a few rows at a time. It may allocate, at
 * the cost of speed.
 *
 * <pre>{@code
 * record Cube() implements ArrayActivation {
 *     public INDArray forward(INDArray z) {
 *         return Transforms.pow(z, 3);
 *     }
 *     public INDArray backward(INDArray z, INDArray y, INDArray dy) {
 *         return z.mul(z).muli(3).muli(dy);
 *     }
 * }
 * }</pre>
 */
public interface ArrayActivation extends Activation {

    /** Returns y for z. Must not write z, nor keep either array. */
    INDArray forward(INDArray z);

    /** Returns dL/dz for dL/dy. Must neither write nor keep the arrays. */
    INDArray backward(INDArray z, INDArray y, INDArray dy);

    @Override
    default boolean needsInput() {
        return true;
    }

    @Override
    default void apply(float[] z, int rows, int columns) {
        copy(forward(array(z, rows, columns)), z, rows, columns);
    }

    @Override
    default void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        copy(backward(array(z, rows, columns), array(y, rows, columns), array(d, rows, columns)), d, rows, columns);
    }

    @Override
    default void apply(double[] z, int rows, int columns) {
        copy(forward(array(z, rows, columns)), z, rows, columns);
    }

    @Override
    default void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        copy(backward(array(z, rows, columns), array(y, rows, columns), array(d, rows, columns)), d, rows, columns);
    }

    private static INDArray array(float[] values, int rows, int columns) {
        return Nd4j.createFromArray(Arrays.copyOf(values, rows * columns)).reshape('c', rows, columns);
    }

    private static INDArray array(double[] values, int rows, int columns) {
        return Nd4j.createFromArray(Arrays.copyOf(values, rows * columns)).reshape('c', rows, columns);
    }

    private void copy(INDArray from, float[] to, int rows, int columns) {
        System.arraycopy(checked(from, rows, columns).dup('c').data().asFloat(), 0, to, 0, rows * columns);
    }

    private void copy(INDArray from, double[] to, int rows, int columns) {
        System.arraycopy(checked(from, rows, columns).dup('c').data().asDouble(), 0, to, 0, rows * columns);
    }

    private INDArray checked(INDArray array, int rows, int columns) {
        Layout.requireOpen(array);
        if (array.rank() != 2 || array.size(0) != rows || array.size(1) != columns) {
            throw new IllegalArgumentException(this + ": expected an array of shape [" + rows + ", " + columns
                    + "] from forward and backward, but got " + Arrays.toString(array.shape()));
        }
        return array;
    }
}
