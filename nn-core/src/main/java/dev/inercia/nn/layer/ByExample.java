package dev.inercia.nn.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound layer whose sweeps compute one example at a time. A layer that returns one from {@link Layer#bind} declares
 * it with {@link Layer#sweeping()}, requests all arrays that it returns from its {@link Binding}, and has no children.
 */
public abstract class ByExample implements Layer.Bound {

    private final int rows;
    private final int parts;
    private final int size;
    private Walk forward;
    private Walk backward;

    /** A layer bound to this. */
    protected ByExample(Binding binding) {
        rows = binding.rows();
        parts = binding.parts();
        size = binding.input().size();
    }

    /** The forward computation; always the same object. */
    public abstract Sweep forward();

    /** The backward computation; always the same object. */
    public abstract Sweep backward();

    @Override
    public final INDArray forward(INDArray x) {
        if (forward == null) {
            forward = new Walk(rows, parts, size, forward());
        }
        return forward.run(x);
    }

    @Override
    public final INDArray backward(INDArray dy) {
        if (backward == null) {
            backward = new Walk(rows, parts, size, backward());
        }
        return backward.run(dy);
    }
}
