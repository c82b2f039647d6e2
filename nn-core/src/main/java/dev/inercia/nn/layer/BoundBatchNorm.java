package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound {@link BatchNorm}. Subtracts a value near the mean before it sums: {@code E[x^2] - E[x]^2} in floats would
 * cancel the variance of values far from 0.
 *
 * <p>Also applies the activation of the next layer where it can: one sweep less over memory. The gradient then computes
 * the outputs again.
 */
final class BoundBatchNorm {

    private final double epsilon;
    /** The weight of a batch in the running averages. */
    private final DoubleSupplier share;

    private final int channels;
    /** The number of values per channel in an example. */
    private final int positions;
    /** The number of values per channel in a batch. */
    private final int count;

    /** True to use the mean and variance of the batch, false to use the running averages. */
    private final boolean isOfBatch;

    private final Memory x = Memory.create();
    private final Memory dy = Memory.create();
    private final Activation activation;
    /** True if there is no output, but a source. */
    private final boolean isComputedAgain;

    private NormalisedSource source;
    /** Null if the output is computed again. */
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

    private final double[] mean;
    private final double[] inverse;
    private final double[] scale;
    private final double[] shift;
    private final double[] tilt;
    private final double[] sum;
    private final double[] product;
    private final Part[] parts;
    private final Sweep forward = new Forward();
    private final Sweep backward = new Backward();

    BoundBatchNorm(BatchNorm layer, Binding binding) {
        epsilon = layer.epsilon();
        double momentum = layer.momentum();
        share = () -> binding.runningShare(momentum);
        channels = BatchNorm.channels(binding.input());
        positions = binding.input().size() / channels;
        count = Math.multiplyExact(binding.rows(), positions);
        isOfBatch = binding.wantsParameterGradients();
        if (isOfBatch && count == 1) {
            throw new IllegalArgumentException(
                    "BatchNorm: expected more than one value per channel in a training batch, but"
                            + " got 1 example of " + binding.input() + ": use larger batches, or freeze the layer");
        }
        DataType type = binding.type();
        activation = binding.neighbours().nextActivation();
        isComputedAgain = binding.neighbours().offerSource(most -> {
            source = new NormalisedSource(x, activation, type, channels, most);
            return source;
        });
        y = isComputedAgain ? null : Memory.of(binding.output());
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
        mean = new double[channels];
        inverse = new double[channels];
        scale = new double[channels];
        shift = new double[channels];
        tilt = new double[channels];
        sum = new double[channels];
        product = new double[channels];
        parts = new Part[binding.parts()];
        for (int i = 0; i < parts.length; i++) {
            int first = Cores.from(binding.rows(), i, parts.length);
            int examples = Cores.from(binding.rows(), i + 1, parts.length) - first;
            parts[i] = new Part(type, first, examples, activation);
        }
    }

    /** This as a bound layer. */
    ByExample byExample(Binding binding) {
        return new ByExample(binding, forward, backward);
    }

    /** Computes outputs. */
    private final class Forward implements Sweep {

        @Override
        public INDArray begin(INDArray input) {
            x.at(input);
            weight.load();
            bias.load();
            runningMean.load();
            runningVariance.load();
            for (int c = 0; !isOfBatch && c < channels; c++) {
                use(c, runningMean.values[c], runningVariance.values[c]);
            }
            if (!isOfBatch) {
                setSource();
            }
            return isComputedAgain ? input : y.array();
        }

        private void setSource() {
            if (source != null) {
                source.set(mean, scale, bias.values);
            }
        }

        private void use(int c, double ofMean, double ofVariance) {
            mean[c] = ofMean;
            inverse[c] = 1 / Math.sqrt(ofVariance + epsilon);
            scale[c] = weight.values[c] * inverse[c];
        }

        @Override
        public boolean isMeasured() {
            return isOfBatch;
        }

        @Override
        public void measure(int part, int from, int to) {
            parts[part].measure(from, to - from);
        }

        /** Computes the mean and variance of the batch, and updates the running averages. */
        @Override
        public void measured() {
            for (Part part : parts) {
                part.sweep.endSums();
            }
            double momentum = share.getAsDouble();
            for (int c = 0; c < channels; c++) {
                double total = 0;
                for (Part part : parts) {
                    total += part.count * part.near.values[c] + part.sweep.sum[c];
                }
                double ofMean = total / count;
                double squares = 0;
                for (Part part : parts) {
                    double off = part.sweep.sum[c] / part.count;
                    double apart = part.near.values[c] + off - ofMean;
                    squares += part.sweep.product[c] + part.count * (apart * apart - off * off);
                }
                double variance = Math.max(0, squares / count);
                use(c, ofMean, variance);
                nextMean.values[c] = (1 - momentum) * runningMean.values[c] + momentum * ofMean;
                nextVariance.values[c] =
                        (1 - momentum) * runningVariance.values[c] + momentum * variance * count / (count - 1.0);
            }
            nextMean.store();
            nextVariance.store();
            setSource();
        }

        @Override
        public void compute(int part, int from, int to) {
            if (!isComputedAgain) {
                parts[part].normalise(from, to - from);
            }
        }
    }

    /** Computes the gradients of parameters and inputs. */
    private final class Backward implements Sweep {

        @Override
        public INDArray begin(INDArray outputGradient) {
            dy.at(outputGradient);
            Arrays.fill(shift, 0);
            Arrays.fill(tilt, 0);
            return dx == null ? null : dx.array();
        }

        @Override
        public boolean isMeasured() {
            return isOfBatch;
        }

        @Override
        public void measure(int part, int from, int to) {
            parts[part].addGradients(from, to - from);
        }

        @Override
        public void measured() {
            Arrays.fill(sum, 0);
            Arrays.fill(product, 0);
            for (Part part : parts) {
                part.sweep.endSums();
                for (int c = 0; c < channels; c++) {
                    sum[c] += part.sweep.sum[c];
                    product[c] += part.sweep.product[c];
                }
            }
            for (int c = 0; c < channels; c++) {
                biasGradient.values[c] = sum[c];
                weightGradient.values[c] = product[c] * inverse[c];
                shift[c] = -scale[c] * sum[c] / count;
                tilt[c] = -scale[c] * inverse[c] * inverse[c] * product[c] / count;
            }
            biasGradient.store();
            weightGradient.store();
        }

        @Override
        public void compute(int part, int from, int to) {
            if (dx != null) {
                parts[part].differentiate(from, to - from);
            }
        }
    }

    /** A range of examples, with the buffers of the thread that works on it. */
    private final class Part {

        private final int first;
        /** The number of values per channel. */
        private final int count;

        private final ChannelSweep sweep;
        /** Null if the batch is not measured. */
        private final NearMeans near;

        Part(DataType type, int first, int examples, Activation activation) {
            this.first = first;
            count = examples * positions;
            sweep = new ChannelSweep(type, count, channels, activation);
            near = isOfBatch ? new NearMeans(type, count, channels) : null;
        }

        void measure(int from, int examples) {
            if (from == first) {
                near.look(x, first * positions, examples * positions);
                sweep.beginSums(near.values);
            }
            sweep.add(null, x, from * positions, examples * positions);
        }

        void normalise(int from, int examples) {
            if (from == first) {
                sweep.beginNormalise(mean, scale, bias.values);
            }
            sweep.normalise(x, y, from * positions, examples * positions);
        }

        void addGradients(int from, int examples) {
            if (from == first) {
                sweep.beginGradients(mean, scale, bias.values);
            }
            sweep.add(dy, x, from * positions, examples * positions);
        }

        void differentiate(int from, int examples) {
            if (from == first) {
                sweep.beginNormalise(mean, scale, bias.values);
                sweep.beginDifferentiate(shift, tilt);
            }
            sweep.differentiate(dy, x, dx, from * positions, examples * positions);
        }
    }
}
