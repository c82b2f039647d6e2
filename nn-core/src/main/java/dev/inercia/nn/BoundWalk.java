package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sweep;
import dev.inercia.nn.layer.Walk;
import dev.inercia.nn.tensor.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Bound layers that take a few examples at a time from the first to the last of them. Their arrays may hold fewer
 * examples than a batch has, which then takes several runs.
 */
final class BoundWalk implements Layer.Bound {

    private final Walk forward;
    /** Null if nothing is computed on the way back. */
    private final Walk backward;

    private final int rows;
    private final int allRows;
    private final int inputSize;
    private final int outputSize;
    private final Memory batch = Memory.create();
    private final Memory result = Memory.create();
    /** The input and output of all rows in parts; null if they are taken at once. */
    private final Memory few;

    private final Memory outputs;

    BoundWalk(CheckedLayer[] layers, int allRows, int widest) {
        Sweep[] up = new Sweep[layers.length];
        int calledBack = 0;
        for (int i = 0; i < layers.length; i++) {
            up[i] = layers[i].forwardSweep();
            calledBack += layers[i].isCalledBack() ? 1 : 0;
        }
        LayerBinding first = layers[0].binding();
        LayerBinding last = layers[layers.length - 1].binding();
        this.allRows = allRows;
        rows = first.rows();
        inputSize = first.node().input().size();
        outputSize = last.node().output().size();
        boolean takesAll = rows == allRows;
        few = takesAll ? null : Memory.zeros(first.type(), first.node().input().toArrayShape(rows));
        outputs = takesAll ? null : last.allOutput(allRows);
        forward = new Walk(rows, first.parts(), widest, up);
        // The layers below the lowest trained one are not called.
        Sweep[] down = new Sweep[calledBack];
        for (int i = 0; i < calledBack; i++) {
            down[i] = layers[layers.length - 1 - i].backwardSweep();
        }
        backward = calledBack == 0 ? null : new Walk(rows, first.parts(), widest, down);
    }

    @Override
    public INDArray forward(INDArray x) {
        if (few == null) {
            return forward.run(x);
        }
        batch.at(x);
        for (int done = 0; done < allRows; done += rows) {
            int from = Math.min(done, allRows - rows); // the last run may repeat some examples
            few.copy(0, batch, from * inputSize, rows * inputSize);
            result.at(forward.run(few.array()));
            outputs.copy(from * outputSize, result, 0, rows * outputSize);
        }
        return outputs.array();
    }

    @Override
    public INDArray backward(INDArray dy) {
        return backward == null ? null : backward.run(dy);
    }
}
