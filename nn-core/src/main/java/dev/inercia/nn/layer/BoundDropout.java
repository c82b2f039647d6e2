package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound dropout of elements or channels. Keeps no mask: it is a function of the batch's key, and the backward pass
 * draws it again.
 */
final class BoundDropout implements Layer.Bound {

    /** The fewest elements worth another thread. */
    private static final int LEAST = 16_384;
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
    private final int rows;
    private final int size;
    private final int channels;
    private final Chance chance;
    private final Memory x = Memory.create();
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    private final Part[] parts;
    private final Cores.Task task = (part, of) -> part(part).run();

    // The arguments of the running call.
    private Memory from;
    private Memory to;

    BoundDropout(double rate, Binding binding, boolean isByChannel) {
        isActive = binding.training() && rate > 0;
        limit = (int) Math.round(rate * RANGE);
        kept = rate == 1 ? 0 : 1 / (1 - rate);
        factors = new Tile(binding.type(), 1, 2);
        Loops.fill(factors, 1, 2, kept);
        rows = binding.rows();
        size = binding.input().size();
        channels = isByChannel ? BatchNorm.channels(binding.input()) : 0;
        chance = isActive ? binding.chance() : null;
        y = Memory.of(binding.outputInPlace());
        binding.releaseOutput();
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
        parts = new Part[isActive ? Math.min(rows, Cores.parts((long) rows * size, LEAST)) : 0];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(binding, Cores.from(rows, i, parts.length), Cores.from(rows, i + 1, parts.length));
        }
    }

    private Part part(int index) {
        return parts[index];
    }

    @Override
    public INDArray forward(INDArray input) {
        return run(input, x, y);
    }

    @Override
    public INDArray backward(INDArray outputGradient) {
        return dx == null ? null : run(outputGradient, dy, dx);
    }

    private INDArray run(INDArray array, Memory source, Memory target) {
        from = source.at(array);
        to = target;
        if (isActive) {
            Cores.share(task, parts.length);
        } else if (!Layout.isSameMemory(array, target.array())) {
            target.copy(0, source, 0, target.length());
        }
        return target.array();
    }

    /** A range of examples, with the buffers of the thread that works on it. */
    private final class Part {

        private final int first;
        private final int end;
        private final Tile tile;
        private final int[] bits;
        /** The factors of one example's channels, repeated for each position. */
        private final Tile mask;

        Part(Binding binding, int first, int end) {
            this.first = first;
            this.end = end;
            int block = channels == 0 ? BLOCK : Math.max(1, BLOCK / channels) * channels;
            tile = new Tile(binding.type(), 1, block);
            bits = new int[channels == 0 ? BLOCK : channels];
            mask = channels == 0 ? null : new Tile(binding.type(), 1, block);
        }

        void run() {
            if (channels == 0) {
                for (int at = first * size; at < end * size; at += BLOCK) {
                    dropElements(at, Math.min(BLOCK, end * size - at));
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
                    Loops.multiply(tile, 0, mask, 0, count);
                    Loops.put(tile, 0, to, at, count);
                }
            }
        }

        private void dropElements(int at, int count) {
            chance.bits(at, bits, count);
            Loops.get(from, at, tile, 0, count);
            if (tile.isFloat()) {
                drop(tile.floats(), factors.floats(), bits, count);
            } else {
                drop(tile.doubles(), factors.doubles(), bits, count);
            }
            Loops.put(tile, 0, to, at, count);
        }
    }

    /** 1 if the number is at least the limit, otherwise 0. Branchless, because a branch would be mispredicted. */
    private int isKept(int number) {
        return (limit - 1 - number) >>> 31;
    }

    private void drop(float[] values, float[] factors, int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= factors[isKept(bits[i])];
        }
    }

    private void drop(double[] values, double[] factors, int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            values[i] *= factors[isKept(bits[i])];
        }
    }
}
