package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound {@link Reshape}. In training every output is kept, so the output is a view of the input. Gradients and
 * predictions request memory in place, and copy only if they get other memory.
 */
final class BoundReshape implements Layer.Bound {

    private final long[] shape;
    private final Memory y;
    private final Memory dx;
    private final Memory from = Memory.create();
    private INDArray input;
    private INDArray view;

    BoundReshape(Shape output, Binding binding) {
        shape = output.toArrayShape(binding.rows());
        y = binding.training() ? null : Memory.of(binding.outputInPlace());
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradientInPlace()) : null;
    }

    @Override
    public INDArray forward(INDArray x) {
        if (y != null) {
            return move(x, y);
        }
        if (x != input) {
            input = x;
            view = x.reshape('c', shape);
        }
        return view;
    }

    @Override
    public INDArray backward(INDArray dy) {
        return dx == null ? null : move(dy, dx);
    }

    private INDArray move(INDArray array, Memory to) {
        if (!Layout.isSameMemory(array, to.array())) {
            to.copy(0, from.at(array), 0, to.length());
        }
        return to.array();
    }
}
