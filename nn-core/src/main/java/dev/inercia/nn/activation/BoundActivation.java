package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An activation bound to a matrix size: {@code y = f(z + bias)} in one pass over the matrix, a cache-sized tile of
 * rows at a time, and its gradient, with the column sums for the bias, in another.
 *
 * <p>Large matrices are divided among several {@link Cores} by columns. Each core takes the columns that it also
 * multiplies, so that they stay in its cache; and the column sums do not depend on the number of cores.
 *
 * <p>Owns its buffers and allocates nothing after construction. For one thread. Used for layers and output
 * activations.
 */
public final class BoundActivation {

    /** Number of elements above which another thread pays off. */
    private static final int LEAST = 16_384;

    private final Activation activation;
    private final int rows;
    private final int columns;
    private final Memory inputs;
    private final boolean isIdentity;
    private final Strip[] strips;
    private final Cores.Task forward;
    private final Cores.Task backward;

    // The arrays of the current pass.
    private Memory from;
    private Memory bias;
    private Memory outputs;
    private Memory to;

    /**
     * Binds an activation to examples of any shape. One that works row by row, such as the softmax, takes as rows all axes
     * but the last.
     *
     * @param examples in a batch
     * @param training whether gradients will be asked for
     */
    public static BoundActivation of(
            Activation activation, int examples, Shape example, DataType type, boolean training) {
        boolean isElementWise = activation instanceof ElementWiseActivation || example.rank() == 0;
        int columns = isElementWise ? example.size() : example.dimension(example.rank() - 1);
        int rows = Math.multiplyExact(examples, example.size() / columns);
        return new BoundActivation(activation, rows, columns, type, training);
    }

    /**
     * Binds an activation to matrices {@code [rows, columns]}.
     *
     * @param training true if gradients will be computed
     */
    public BoundActivation(Activation activation, int rows, int columns, DataType type, boolean training) {
        this.activation = activation;
        this.rows = rows;
        this.columns = columns;
        isIdentity = activation instanceof Identity;
        inputs = training && activation.needsInput() ? Memory.zeros(type, rows, columns) : null;
        boolean mayBeCut = activation instanceof ElementWiseActivation;
        int parts = mayBeCut ? Math.min(columns, Cores.parts((long) rows * columns, LEAST)) : 1;
        strips = new Strip[parts];
        forward = (part, of) -> strips[part].forward();
        backward = (part, of) -> strips[part].backward();
        for (int i = 0; i < parts; i++) {
            int first = Cores.from(columns, i, parts);
            strips[i] = new Strip(first, Cores.from(columns, i + 1, parts) - first, type, training);
        }
    }

    /**
     * {@code result = f(values + bias)}.
     *
     * @param values z, {@code [rows, columns]}; may be the same as result
     * @param bias {@code [columns]}, or null
     * @param result y, written
     */
    public void forward(Memory values, Memory bias, Memory result) {
        this.from = values;
        this.bias = bias;
        this.to = result;
        Cores.share(forward, strips.length);
    }

    /**
     * Turns dL/dy into dL/dz.
     *
     * @param outputs y as the last {@link #forward} wrote it
     * @param outputGradient dL/dy, read
     * @param inputGradient receives dL/dz; may be the same as outputGradient
     * @param biasGradient receives the column sums of dL/dz, or null
     * @return the memory that holds dL/dz: inputGradient, or outputGradient itself if the activation is the identity
     */
    public Memory backward(Memory outputs, Memory outputGradient, Memory inputGradient, Memory biasGradient) {
        this.from = outputGradient;
        this.bias = biasGradient;
        this.outputs = outputs;
        this.to = inputGradient;
        if (!isIdentity || biasGradient != null) {
            Cores.share(backward, strips.length);
        }
        return isIdentity ? outputGradient : inputGradient;
    }

    /** The columns of one thread, and its buffers. */
    private final class Strip {

        private final int first;
        private final Tile y;
        private final Tile d;
        private final Tile z;
        private final Tile biasRow;

        Strip(int first, int width, DataType type, boolean training) {
            this.first = first;
            y = Tile.walking(type, rows, width);
            d = training ? Tile.walking(type, rows, width) : null;
            z = inputs == null ? null : Tile.walking(type, rows, width);
            biasRow = new Tile(type, 1, width);
        }

        void forward() {
            if (bias != null) {
                biasRow.load(bias, 0, 1, columns, first);
            }
            for (int row = 0; row < rows; row += y.capacity()) {
                y.load(from, row, Math.min(y.capacity(), rows - row), columns, first);
                if (bias != null) {
                    y.addRow(biasRow);
                }
                if (inputs != null) {
                    y.store(inputs, row, columns, first);
                }
                activation.apply(y);
                y.store(to, row, columns, first);
            }
        }

        void backward() {
            if (bias != null) {
                biasRow.clear();
            }
            for (int row = 0; row < rows; row += d.capacity()) {
                int count = Math.min(d.capacity(), rows - row);
                d.load(from, row, count, columns, first);
                if (!isIdentity) {
                    y.load(outputs, row, count, columns, first);
                    if (inputs != null) {
                        z.load(inputs, row, count, columns, first);
                    }
                    activation.gradient(z, y, d);
                    d.store(to, row, columns, first);
                }
                if (bias != null) {
                    d.addRowsTo(biasRow);
                }
            }
            if (bias != null) {
                biasRow.store(bias, 0, columns, first);
            }
        }
    }
}
