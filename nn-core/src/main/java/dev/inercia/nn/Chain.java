package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sequence of bound layers that acts as one layer. */
final class Chain implements Layer.Bound {

    private final Layer.Bound[] layers;

    Chain(Layer.Bound... layers) {
        this.layers = layers;
    }

    @Override
    public INDArray forward(INDArray x) {
        INDArray y = x;
        for (Layer.Bound layer : layers) {
            y = layer.forward(y);
        }
        return y;
    }

    /** Stops at the lowest layer with trained parameters, unless the input gradient is wanted. */
    @Override
    public INDArray backward(INDArray dy) {
        INDArray d = dy;
        for (int i = layers.length - 1; i >= 0 && d != null; i--) {
            d = layers[i].backward(d);
        }
        return d;
    }
}
