package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound {@link BatchNorm}. Subtracts a value near the mean before it sums: {@code E[x^2] - E[x]^2} in floats would
 * cancel the variance of values far from 0.
 */
final class BoundBatchNorm implements Layer.Bound {

    /** The fewest elements worth another thread. */
    private static final int LEAST = 16_384;
    /** The number of rows whose mean is close enough to that of the batch. */
    private static final int NEAR = 64;

    private final double epsilon;
    /** The weight of a batch in the running averages. */
    private final DoubleSupplier share;

    private final int channels;
    /** The number of values per channel. */
    private final int count;

    /** True to use the mean and variance of the batch, false to use the running averages. */
    private final boolean isOfBatch;

    private final Memory x = Memory.create();
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    private final DoubleCopy weight;
    private final DoubleCopy bias;
    private final DoubleCopy runningMean;
    private final DoubleCopy runningVariance;
    private final DoubleCopy nextMean;
    private final DoubleCopy nextVariance;
    private final DoubleCopy weightGradient;
    private final DoubleCopy biasGradient;
    private final Tile near;

    private final double[] mean;
    private final double[] inverse;
    private final double[] scale;
    private final double[] shift;
    private final double[] tilt;
    private final double[] sum;
    private final double[] product;
    private final Part[] parts;
    private final Cores.Task deviations = (part, of) -> part(part).deviations();
    private final Cores.Task normalise = (part, of) -> part(part).normalise();
    private final Cores.Task gradients = (part, of) -> part(part).gradients();
    private final Cores.Task differentiate = (part, of) -> part(part).differentiate();

    BoundBatchNorm(BatchNorm layer, Binding binding) {
        epsilon = layer.epsilon();
        double momentum = layer.momentum();
        share = () -> binding.runningShare(momentum);
        channels = BatchNorm.channels(binding.input());
        count = Math.multiplyExact(binding.rows(), binding.input().size() / channels);
        isOfBatch = binding.wantsParameterGradients();
        if (isOfBatch && count == 1) {
            throw new IllegalArgumentException(
                    "BatchNorm: expected more than one value per channel in a training batch, but"
                            + " got 1 example of " + binding.input() + ": use larger batches, or freeze the layer");
        }
        DataType type = binding.type();
        y = Memory.of(binding.output());
        binding.releaseOutput();
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
        weight = new DoubleCopy(binding.parameter("weight"));
        bias = new DoubleCopy(binding.parameter("bias"));
        runningMean = new DoubleCopy(binding.buffer("mean"));
        runningVariance = new DoubleCopy(binding.buffer("variance"));
        nextMean = isOfBatch ? new DoubleCopy(binding.nextBuffer("mean")) : null;
        nextVariance = isOfBatch ? new DoubleCopy(binding.nextBuffer("variance")) : null;
        weightGradient = isOfBatch ? new DoubleCopy(binding.gradient("weight")) : null;
        biasGradient = isOfBatch ? new DoubleCopy(binding.gradient("bias")) : null;
        near = new Tile(type, Math.min(count, NEAR), channels);
        mean = new double[channels];
        inverse = new double[channels];
        scale = new double[channels];
        shift = new double[channels];
        tilt = new double[channels];
        sum = new double[channels];
        product = new double[channels];
        parts = new Part[Math.min(count, Cores.parts((long) count * channels, LEAST))];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(type, Cores.from(count, i, parts.length), Cores.from(count, i + 1, parts.length));
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
        runningMean.load();
        runningVariance.load();
        if (isOfBatch) {
            measure();
        }
        for (int c = 0; c < channels; c++) {
            mean[c] = isOfBatch ? mean[c] : runningMean.values[c];
            inverse[c] = isOfBatch ? inverse[c] : 1 / Math.sqrt(runningVariance.values[c] + epsilon);
            scale[c] = weight.values[c] * inverse[c];
        }
        Cores.share(normalise, parts.length);
        return y.array();
    }

    /** Computes the mean and variance of the batch, and updates the running averages. */
    private void measure() {
        near.load(x, 0, near.capacity());
        for (int c = 0; c < channels; c++) {
            shift[c] = 0;
            for (int row = 0; row < near.rows(); row++) {
                int i = row * channels + c;
                shift[c] += near.isFloat() ? near.floats()[i] : near.doubles()[i];
            }
            shift[c] /= near.rows();
            // Rounded as in the loops that subtract it.
            shift[c] = near.isFloat() ? (float) shift[c] : shift[c];
        }
        Cores.share(deviations, parts.length);
        addUp();
        double momentum = share.getAsDouble();
        for (int c = 0; c < channels; c++) {
            double off = sum[c] / count;
            mean[c] = shift[c] + off;
            double variance = Math.max(0, product[c] / count - off * off);
            inverse[c] = 1 / Math.sqrt(variance + epsilon);
            nextMean.values[c] = (1 - momentum) * runningMean.values[c] + momentum * mean[c];
            nextVariance.values[c] =
                    (1 - momentum) * runningVariance.values[c] + momentum * variance * count / (count - 1.0);
        }
        nextMean.store();
        nextVariance.store();
    }

    private void addUp() {
        for (int c = 0; c < channels; c++) {
            sum[c] = 0;
            product[c] = 0;
            for (Part part : parts) {
                sum[c] += part.sum[c];
                product[c] += part.product[c];
            }
        }
    }

    @Override
    public INDArray backward(INDArray outputGradient) {
        dy.at(outputGradient);
        if (isOfBatch) {
            Cores.share(gradients, parts.length);
            addUp();
            for (int c = 0; c < channels; c++) {
                biasGradient.values[c] = sum[c];
                weightGradient.values[c] = product[c] * inverse[c];
                shift[c] = -scale[c] * sum[c] / count;
                tilt[c] = -scale[c] * inverse[c] * inverse[c] * product[c] / count;
            }
            biasGradient.store();
            weightGradient.store();
        } else {
            Arrays.fill(shift, 0);
            Arrays.fill(tilt, 0);
        }
        if (dx == null) {
            return null;
        }
        Cores.share(differentiate, parts.length);
        return dx.array();
    }

    /** A range of rows, with the buffers of the thread that works on it. */
    private final class Part {

        private final int first;
        private final int rows;
        private final ChannelSweep sweep;
        private final double[] sum = new double[channels];
        private final double[] product = new double[channels];

        Part(DataType type, int from, int to) {
            first = from;
            rows = to - from;
            sweep = new ChannelSweep(type, rows, channels);
        }

        void deviations() {
            sweep.deviations(x, first, rows, shift, sum, product);
        }

        void normalise() {
            sweep.normalise(x, y, first, rows, mean, scale, bias.values);
        }

        void gradients() {
            sweep.gradients(dy, x, first, rows, mean, sum, product);
        }

        void differentiate() {
            sweep.differentiate(dy, x, dx, first, rows, mean, scale, shift, tilt);
        }
    }
}
