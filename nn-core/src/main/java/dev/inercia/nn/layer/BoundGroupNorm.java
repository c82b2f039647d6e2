package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bound {@link GroupNorm}. Works example by example. */
final class BoundGroupNorm implements Layer.Bound {

    /** The fewest elements worth another thread. */
    private static final int LEAST = 16_384;

    private final int groups;
    private final double epsilon;
    private final int examples;
    private final int channels;
    private final int positions;
    private final Memory x = Memory.create();
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    private final DoubleCopy weight;
    private final DoubleCopy bias;
    private final DoubleCopy weightGradient;
    private final DoubleCopy biasGradient;
    /** By example and channel. */
    private final double[][] means;

    private final double[][] inverses;
    private final Part[] parts;
    private final Cores.Task forward = (part, of) -> part(part).forward();
    private final Cores.Task backward = (part, of) -> part(part).backward();

    BoundGroupNorm(GroupNorm layer, Binding binding) {
        groups = layer.groups();
        epsilon = layer.epsilon();
        examples = binding.rows();
        channels = BatchNorm.channels(binding.input());
        positions = binding.input().size() / channels;
        y = Memory.of(binding.output());
        binding.releaseOutput();
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
        weight = new DoubleCopy(binding.parameter("weight"));
        bias = new DoubleCopy(binding.parameter("bias"));
        boolean learns = binding.wantsParameterGradients();
        weightGradient = learns ? new DoubleCopy(binding.gradient("weight")) : null;
        biasGradient = learns ? new DoubleCopy(binding.gradient("bias")) : null;
        means = new double[examples][channels];
        inverses = new double[examples][channels];
        Activation activation = binding.neighbours().nextActivation();
        parts = new Part
                [Math.min(
                        examples, Cores.parts((long) examples * binding.input().size(), LEAST))];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(
                    binding,
                    activation,
                    Cores.from(examples, i, parts.length),
                    Cores.from(examples, i + 1, parts.length));
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
            for (int c = 0; c < channels; c++) {
                weightGradient.values[c] = 0;
                biasGradient.values[c] = 0;
                for (Part part : parts) {
                    weightGradient.values[c] += part.weightSum[c];
                    biasGradient.values[c] += part.biasSum[c];
                }
            }
            weightGradient.store();
            biasGradient.store();
        }
        return dx == null ? null : dx.array();
    }

    /** A range of examples, with the buffers of the thread that works on it. */
    private final class Part {

        private final int from;
        private final int to;
        private final ChannelSweep sweep;
        private final Tile first;
        private final double[] scale = new double[channels];
        private final double[] shift = new double[channels];
        private final double[] tilt = new double[channels];
        private final double[] weightSum = new double[channels];
        private final double[] biasSum = new double[channels];

        Part(Binding binding, Activation activation, int from, int to) {
            this.from = from;
            this.to = to;
            sweep = new ChannelSweep(binding.type(), positions, channels, activation);
            first = new Tile(binding.type(), 1, channels);
        }

        void forward() {
            for (int example = from; example < to; example++) {
                // Subtracts a value of the example first: sums of large squares would cancel the variance.
                first.load(x, example * positions, 1);
                Arrays.fill(shift, first.isFloat() ? first.floats()[0] : first.doubles()[0]);
                sweep.beginSums(shift);
                sweep.add(null, x, example * positions, positions);
                sweep.endSums();
                measure(means[example], inverses[example]);
                scale(inverses[example]);
                sweep.beginNormalise(means[example], scale, bias.values);
                sweep.normalise(x, y, example * positions, positions);
            }
        }

        private void scale(double[] inverse) {
            for (int c = 0; c < channels; c++) {
                scale[c] = weight.values[c] * inverse[c];
            }
        }

        private void measure(double[] mean, double[] inverse) {
            int width = channels / groups;
            double count = (double) width * positions;
            for (int begin = 0; begin < channels; begin += width) {
                double total = 0;
                double squares = 0;
                for (int c = begin; c < begin + width; c++) {
                    total += sweep.sum[c];
                    squares += sweep.product[c];
                }
                double off = total / count;
                double variance = Math.max(0, squares / count - off * off);
                Arrays.fill(mean, begin, begin + width, shift[begin] + off);
                Arrays.fill(inverse, begin, begin + width, 1 / Math.sqrt(variance + epsilon));
            }
        }

        void backward() {
            Arrays.fill(weightSum, 0);
            Arrays.fill(biasSum, 0);
            int width = channels / groups;
            double count = (double) width * positions;
            for (int example = from; example < to; example++) {
                double[] mean = means[example];
                double[] inverse = inverses[example];
                scale(inverse);
                sweep.beginGradients(mean, scale, bias.values);
                sweep.add(dy, x, example * positions, positions);
                sweep.endSums();
                for (int begin = 0; begin < channels; begin += width) {
                    double total = 0;
                    double along = 0;
                    for (int c = begin; c < begin + width; c++) {
                        weightSum[c] += sweep.product[c] * inverse[c];
                        biasSum[c] += sweep.sum[c];
                        total += weight.values[c] * sweep.sum[c];
                        along += weight.values[c] * sweep.product[c];
                    }
                    double factor = inverse[begin];
                    Arrays.fill(shift, begin, begin + width, -factor * total / count);
                    Arrays.fill(tilt, begin, begin + width, -factor * factor * factor * along / count);
                }
                if (dx != null) {
                    sweep.beginDifferentiate(shift, tilt);
                    sweep.differentiate(dy, x, dx, example * positions, positions);
                }
            }
        }
    }
}
