package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bound {@link LayerNorm}. Works row by row, with means and variances in double precision. */
final class BoundLayerNorm implements Layer.Bound {

    /** The fewest elements worth another thread. */
    private static final int LEAST = 16_384;

    private final double epsilon;
    private final int rows;
    private final int width;
    private final Memory x = Memory.create();
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    private final DoubleCopy weight;
    private final DoubleCopy bias;
    private final DoubleCopy weightGradient;
    private final DoubleCopy biasGradient;
    /** By row, for the backward pass. */
    private final double[] means;

    private final double[] inverses;
    private final Part[] parts;
    private final Cores.Task forward = (part, of) -> part(part).forward();
    private final Cores.Task backward = (part, of) -> part(part).backward();

    BoundLayerNorm(double epsilon, int width, Binding binding) {
        this.epsilon = epsilon;
        this.width = width;
        rows = Math.multiplyExact(binding.rows(), binding.input().size() / width);
        y = Memory.of(binding.output());
        binding.releaseOutput();
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
        weight = new DoubleCopy(binding.parameter("weight"));
        bias = new DoubleCopy(binding.parameter("bias"));
        boolean learns = binding.wantsParameterGradients();
        weightGradient = learns ? new DoubleCopy(binding.gradient("weight")) : null;
        biasGradient = learns ? new DoubleCopy(binding.gradient("bias")) : null;
        means = new double[rows];
        inverses = new double[rows];
        parts = new Part[Math.min(rows, Cores.parts((long) rows * width, LEAST))];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(binding, Cores.from(rows, i, parts.length), Cores.from(rows, i + 1, parts.length));
        }
    }

    private Part part(int index) {
        return parts[index];
    }

    @Override
    public INDArray forward(INDArray input) {
        x.at(input);
        weight.load();
        bias.load();
        Cores.share(forward, parts.length);
        return y.array();
    }

    @Override
    public INDArray backward(INDArray outputGradient) {
        dy.at(outputGradient);
        Cores.share(backward, parts.length);
        if (weightGradient != null) {
            for (int j = 0; j < width; j++) {
                weightGradient.values[j] = 0;
                biasGradient.values[j] = 0;
                for (Part part : parts) {
                    weightGradient.values[j] += part.weightSum[j];
                    biasGradient.values[j] += part.biasSum[j];
                }
            }
            weightGradient.store();
            biasGradient.store();
        }
        return dx == null ? null : dx.array();
    }

    /** A range of rows, with the buffers of the thread that works on it. */
    private final class Part {

        private final int from;
        private final int to;
        private final Tile tile;
        private final Tile gradient;
        /** A row minus its mean, in double precision; {@code d} is its gradient. */
        private final double[] row = new double[width];

        private final double[] d = new double[width];
        private final double[] weightSum = new double[width];
        private final double[] biasSum = new double[width];

        Part(Binding binding, int from, int to) {
            this.from = from;
            this.to = to;
            tile = new Tile(binding.type(), 1, width);
            gradient = new Tile(binding.type(), 1, width);
        }

        private void load(Memory memory, int index, Tile buffer, double[] values) {
            buffer.load(memory, index, 1);
            for (int j = 0; j < width; j++) {
                values[j] = buffer.isFloat() ? buffer.floats()[j] : buffer.doubles()[j];
            }
        }

        private void store(double[] values, Tile buffer, Memory memory, int index) {
            for (int j = 0; j < width; j++) {
                if (buffer.isFloat()) {
                    buffer.floats()[j] = (float) values[j];
                } else {
                    buffer.doubles()[j] = values[j];
                }
            }
            buffer.store(memory, index);
        }

        void forward() {
            for (int index = from; index < to; index++) {
                load(x, index, tile, row);
                double mean = sum(row) / width;
                for (int j = 0; j < width; j++) {
                    row[j] -= mean;
                }
                double inverse = 1 / Math.sqrt(dot(row, row) / width + epsilon);
                means[index] = mean;
                inverses[index] = inverse;
                for (int j = 0; j < width; j++) {
                    row[j] = row[j] * inverse * weight.values[j] + bias.values[j];
                }
                store(row, tile, y, index);
            }
        }

        void backward() {
            Arrays.fill(weightSum, 0);
            Arrays.fill(biasSum, 0);
            for (int index = from; index < to; index++) {
                load(x, index, tile, row);
                load(dy, index, gradient, d);
                double mean = means[index];
                double inverse = inverses[index];
                for (int j = 0; j < width; j++) {
                    row[j] = (row[j] - mean) * inverse;
                }
                for (int j = 0; j < width; j++) {
                    weightSum[j] += d[j] * row[j];
                    biasSum[j] += d[j];
                    d[j] *= weight.values[j];
                }
                if (dx != null) {
                    double average = sum(d) / width;
                    double along = dot(d, row) / width;
                    for (int j = 0; j < width; j++) {
                        row[j] = inverse * (d[j] - average - row[j] * along);
                    }
                    store(row, gradient, dx, index);
                }
            }
        }
    }

    private static double sum(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value;
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
