package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An activation bound to a matrix size: {@code y = f(z + bias)} in one walk over the matrix, a cache-sized tile of rows
 * at a time, and its gradient, column sums for the bias included, in another.
 *
 * <p>Owns its buffers and makes nothing after construction. For one thread. For layers and output activations alike.
 */
public final class BoundActivation {

    private final Activation activation;
    private final int rows;
    private final Tile y;
    private final Tile d;
    private final Tile z;
    private final Memory inputs;
    private final Tile biasRow;
    private final boolean isIdentity;

    /**
     * Binds an activation to matrices {@code [rows, columns]}.
     *
     * @param training whether gradients will be asked for
     */
    public BoundActivation(Activation activation, int rows, int columns, DataType type, boolean training) {
        this.activation = activation;
        this.rows = rows;
        this.isIdentity = activation instanceof Identity;
        this.y = Tile.walking(type, rows, columns);
        this.d = training ? Tile.walking(type, rows, columns) : null;
        boolean keepsInput = training && activation.needsInput();
        this.z = keepsInput ? Tile.walking(type, rows, columns) : null;
        this.inputs = keepsInput ? Memory.zeros(type, rows, columns) : null;
        this.biasRow = new Tile(type, 1, columns);
    }

    /**
     * {@code result = f(values + bias)}.
     *
     * @param values z, {@code [rows, columns]}; may be the same as result
     * @param bias {@code [columns]}, or null
     * @param result y, written
     */
    public void forward(Memory values, Memory bias, Memory result) {
        if (bias != null) {
            biasRow.load(bias, 0, 1);
        }
        for (int row = 0; row < rows; row += y.capacity()) {
            y.load(values, row, Math.min(y.capacity(), rows - row));
            if (bias != null) {
                y.addRow(biasRow);
            }
            if (inputs != null) {
                y.store(inputs, row);
            }
            activation.apply(y);
            y.store(result, row);
        }
    }

    /**
     * Turns dL/dy into dL/dz.
     *
     * @param outputs y as the last {@link #forward} wrote it
     * @param outputGradient dL/dy, read
     * @param inputGradient where dL/dz goes; may be the same as outputGradient
     * @param biasGradient where the column sums of dL/dz go, or null
     * @return the memory that holds dL/dz: inputGradient, or outputGradient itself where both are equal
     */
    public Memory backward(Memory outputs, Memory outputGradient, Memory inputGradient, Memory biasGradient) {
        if (biasGradient != null) {
            biasRow.clear();
        }
        if (!isIdentity || biasGradient != null) {
            for (int row = 0; row < rows; row += d.capacity()) {
                int count = Math.min(d.capacity(), rows - row);
                d.load(outputGradient, row, count);
                if (!isIdentity) {
                    y.load(outputs, row, count);
                    if (inputs != null) {
                        z.load(inputs, row, count);
                    }
                    activation.gradient(z, y, d);
                    d.store(inputGradient, row);
                }
                if (biasGradient != null) {
                    d.addRowsTo(biasRow);
                }
            }
        }
        if (biasGradient != null) {
            biasRow.store(biasGradient, 0);
        }
        return isIdentity ? outputGradient : inputGradient;
    }
}
