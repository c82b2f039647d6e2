package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sweep;
import dev.inercia.nn.layer.Walk;
import dev.inercia.nn.tensor.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Bound layers that predict a batch in several walks, each of a few examples. What is between the layers then stays in
 * the cache: only what goes in and what comes out is as large as the batch.
 */
final class RepeatedWalk implements Layer.Bound {

    private final int allRows;
    private final int rows;
    private final CheckedLayer entrance;
    private final Seen input = new Seen();
    private final Walk walk;
    /** The first example of the walk in progress. */
    private int at;

    /**
     * Joins layers that are bound to a few rows.
     *
     * @param few for their input, {@code [rows, ...]}
     * @param all for the output of the batch, {@code [all rows, ...]}
     */
    RepeatedWalk(CheckedLayer[] layers, Share share, int widest, INDArray few, INDArray all) {
        entrance = layers[0];
        rows = share.rows();
        allRows = (int) all.size(0);
        Sweep[] sweeps = new Sweep[layers.length + 2];
        sweeps[0] = new Copy(few, true);
        for (int i = 0; i < layers.length; i++) {
            sweeps[i + 1] = layers[i].forwardSweep();
        }
        sweeps[layers.length + 1] = new Copy(all, false);
        walk = new Walk(rows, share.parts(), widest, sweeps);
    }

    /** The last walk repeats some examples if the batch does not divide evenly. */
    @Override
    public INDArray forward(INDArray x) {
        if (!input.is(x)) {
            input.set(entrance.checkedInput(x, allRows));
        }
        INDArray y = null;
        for (int done = 0; done < allRows; done += rows) {
            at = Math.min(done, allRows - rows);
            y = walk.run(input.array());
        }
        return y;
    }

    @Override
    public INDArray backward(INDArray dy) {
        throw new IllegalStateException("A pass that predicts has no way back");
    }

    /** Copies from the batch to a few examples, or from those to the batch. */
    private final class Copy implements Sweep {

        private final Memory from = Memory.create();
        private final Memory to;
        private final int size;
        private final boolean isFromBatch;

        Copy(INDArray to, boolean isFromBatch) {
            this.to = Memory.of(to);
            this.isFromBatch = isFromBatch;
            size = (int) (to.length() / to.size(0));
        }

        @Override
        public INDArray begin(INDArray argument) {
            from.at(argument);
            return to.array();
        }

        @Override
        public void compute(int part, int first, int end) {
            int source = isFromBatch ? at + first : first;
            int target = isFromBatch ? first : at + first;
            to.copy(target * size, from, source * size, (end - first) * size);
        }
    }
}
