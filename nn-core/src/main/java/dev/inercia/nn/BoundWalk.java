package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sweep;
import dev.inercia.nn.layer.Walk;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bound layers that take a few examples at a time from the first to the last of them. */
final class BoundWalk implements Layer.Bound {

    private final Walk forward;
    /** Null if nothing is computed on the way back. */
    private final Walk backward;

    BoundWalk(CheckedLayer[] layers, int rows, int parts, int widest) {
        Sweep[] up = new Sweep[layers.length];
        int calledBack = 0;
        for (int i = 0; i < layers.length; i++) {
            up[i] = layers[i].forwardSweep();
            calledBack += layers[i].isCalledBack() ? 1 : 0;
        }
        forward = new Walk(rows, parts, widest, up);
        // The layers below the lowest trained one are not called.
        Sweep[] down = new Sweep[calledBack];
        for (int i = 0; i < calledBack; i++) {
            down[i] = layers[layers.length - 1 - i].backwardSweep();
        }
        backward = calledBack == 0 ? null : new Walk(rows, parts, widest, down);
    }

    @Override
    public INDArray forward(INDArray x) {
        return forward.run(x);
    }

    @Override
    public INDArray backward(INDArray dy) {
        return backward == null ? null : backward.run(dy);
    }
}
