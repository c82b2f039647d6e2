package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound dropout of elements or channels. Keeps no mask: it is a function of the batch's key, and the backward pass
 * draws it again.
 */
final class BoundDropout {

    /** The number of elements in a block. */
    private static final int BLOCK = 1024;
    /** Random numbers are below this. */
    private static final int RANGE = 1 << 24;

    private final boolean isActive;
    /** Drops an element if its random number is below this. */
    private final int limit;
    /** The factors of a dropped and a kept element. */
    private final Tile factors;

    private final double kept;
    private final int size;
    private final int channels;
    private final Chance chance;
    private final Part[] parts;
    private final Sweep forward;
    private final Sweep backward;

    BoundDropout(double rate, Binding binding, boolean isByChannel) {
        isActive = binding.training() && rate > 0;
        limit = (int) Math.round(rate * RANGE);
        kept = rate == 1 ? 0 : 1 / (1 - rate);
        factors = new Tile(binding.type(), 1, 2);
        Loops.fill(factors, 1, 2, kept);
        size = binding.input().size();
        channels = isByChannel ? BatchNorm.channels(binding.input()) : 0;
        chance = isActive ? binding.chance() : null;
        Memory y = Memory.of(binding.outputInPlace());
        binding.releaseOutput();
        Memory dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
        parts = new Part[isActive ? binding.parts() : 0];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(binding);
        }
        forward = new Drop(y);
        backward = new Drop(dx);
    }

    /** This as a bound layer. */
    ByExample byExample(Binding binding) {
        return new ByExample(binding, forward, backward);
    }

    /** Drops outputs or gradients, which is the same. */
    private final class Drop implements Sweep {

        private final Memory source = Memory.create();
        /** Null if the result is not needed. */
        private final Memory target;

        private boolean isInPlace;

        Drop(Memory target) {
            this.target = target;
        }

        @Override
        public INDArray begin(INDArray argument) {
            if (target == null) {
                return null;
            }
            source.at(argument);
            isInPlace = Layout.isSameMemory(argument, target.array());
            return target.array();
        }

        @Override
        public void compute(int part, int from, int to) {
            if (target == null) {
                return;
            }
            if (isActive) {
                parts[part].drop(source, target, from, to);
            } else if (!isInPlace) {
                target.copy(from * size, source, from * size, (to - from) * size);
            }
        }
    }

    /** The buffers of one thread. */
    private final class Part {

        private final Tile tile;
        private final int[] bits;
        /** The factors of one example's channels, repeated for each position. */
        private final Tile mask;

        Part(Binding binding) {
            int block = channels == 0 ? BLOCK : Math.max(1, BLOCK / channels) * channels;
            tile = new Tile(binding.type(), 1, block);
            bits = new int[channels == 0 ? BLOCK : channels];
            mask = channels == 0 ? null : new Tile(binding.type(), 1, block);
        }

        void drop(Memory from, Memory to, int first, int end) {
            if (channels == 0) {
                for (int at = first * size; at < end * size; at += BLOCK) {
                    dropElements(from, to, at, Math.min(BLOCK, end * size - at));
                }
                return;
            }
            for (int example = first; example < end; example++) {
                chance.bits(example * channels, bits, channels);
                for (int i = 0; i < mask.columns(); i++) {
                    Loops.fill(mask, i, i + 1, kept * isKept(bits[i % channels]));
                }
                for (int at = example * size; at < (example + 1) * size; at += mask.columns()) {
                    int count = Math.min(mask.columns(), (example + 1) * size - at);
                    Loops.get(from, at, tile, 0, count);
                    Loops.multiply(tile, mask, 0, count);
                    Loops.put(tile, 0, to, at, count);
                }
            }
        }

        private void dropElements(Memory from, Memory to, int at, int count) {
            chance.bits(at, bits, count);
            Loops.get(from, at, tile, 0, count);
            if (tile.isFloat()) {
                multiply(tile.floats(), factors.floats(), bits, count);
            } else {
                multiply(tile.doubles(), factors.doubles(), bits, count);
            }
            Loops.put(tile, 0, to, at, count);
        }
    }

    /** 1 if the number is at least the limit, otherwise 0. Branchless, because a branch would be mispredicted. */
    private int isKept(int number) {
        return (limit - 1 - number) >>> 31;
    }

    private void multiply(float[] values, float[] factors, int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= factors[isKept(bits[i])];
        }
    }

    private void multiply(double[] values, double[] factors, int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= factors[isKept(bits[i])];
        }
    }
}
