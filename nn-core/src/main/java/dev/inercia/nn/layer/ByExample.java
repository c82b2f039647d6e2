package dev.inercia.nn.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound layer whose sweeps compute one example at a time. A layer that returns one from {@link Layer#bind} declares
 * it with {@link Layer#sweeping()}, requests all arrays that its sweeps return from its {@link Binding}, and has no
 * children.
 */
public final class ByExample implements Layer.Bound {

    private final Sweep up;
    private final Sweep down;
    private final Walk forward;
    private final Walk backward;

    /**
     * A layer bound to these sweeps.
     *
     * @param binding what the layer was bound with
     * @param forward computes the output
     * @param backward computes the input gradient and the layer's parameter gradients
     */
    public ByExample(Binding binding, Sweep forward, Sweep backward) {
        up = forward;
        down = backward;
        int size = binding.input().size();
        this.forward = new Walk(binding.rows(), binding.parts(), size, up);
        this.backward = new Walk(binding.rows(), binding.parts(), size, down);
    }

    /** The forward computation. */
    public Sweep forward() {
        return up;
    }

    /** The backward computation. */
    public Sweep backward() {
        return down;
    }

    @Override
    public INDArray forward(INDArray x) {
        return forward.run(x);
    }

    @Override
    public INDArray backward(INDArray dy) {
        return backward.run(dy);
    }
}
