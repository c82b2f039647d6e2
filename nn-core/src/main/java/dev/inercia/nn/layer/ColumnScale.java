package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y = (x - offset) factor}, each column with its own: a layer without parameters, bound. */
final class ColumnScale implements Layer.Bound {

    private final double[] offsets;
    private final double[] factors;
    private final int rows;
    private final Memory x = Memory.create();
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    private final Tile tile;

    ColumnScale(Binding binding, double[] offsets, double[] factors) {
        this.offsets = offsets;
        this.factors = factors;
        Shape input = binding.input();
        rows = binding.rows() * (input.size() / offsets.length);
        y = Memory.of(binding.outputInPlace());
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
        tile = Tile.walking(binding.type(), rows, offsets.length);
    }

    /** Refuses an input whose last axis has another length. */
    static Shape require(Shape input, int columns, String of) {
        if (input.rank() == 0 || input.dimension(input.rank() - 1) != columns) {
            throw new IllegalArgumentException("expected input of shape [..., " + columns
                    + "], as the data has it that the " + of + " come from, but got " + input);
        }
        return input;
    }

    @Override
    public INDArray forward(INDArray input) {
        x.at(input);
        for (int row = 0; row < rows; row += tile.capacity()) {
            tile.load(x, row, Math.min(tile.capacity(), rows - row));
            for (int from = 0; from < tile.rows() * tile.columns(); from += tile.columns()) {
                if (tile.isFloat()) {
                    scale(tile.floats(), from);
                } else {
                    scale(tile.doubles(), from);
                }
            }
            tile.store(y, row);
        }
        return y.array();
    }

    /** In double precision, because the offset may be large against the differences from it. */
    private void scale(float[] values, int from) {
        for (int j = 0; j < offsets.length; j++) {
            values[from + j] = (float) ((values[from + j] - offsets[j]) * factors[j]);
        }
    }

    private void scale(double[] values, int from) {
        for (int j = 0; j < offsets.length; j++) {
            values[from + j] = (values[from + j] - offsets[j]) * factors[j];
        }
    }

    @Override
    public INDArray backward(INDArray outputGradient) {
        if (dx == null) {
            return null;
        }
        dy.at(outputGradient);
        for (int row = 0; row < rows; row += tile.capacity()) {
            tile.load(dy, row, Math.min(tile.capacity(), rows - row));
            for (int i = 0, n = tile.rows() * tile.columns(); i < n; i++) {
                double factor = factors[i % factors.length];
                if (tile.isFloat()) {
                    tile.floats()[i] *= (float) factor;
                } else {
                    tile.doubles()[i] *= factor;
                }
            }
            tile.store(dx, row);
        }
        return dx.array();
    }
}
