package dev.inercia.examples.pad;

import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A first layer that adds zeros to its input: the gradient of these zeros is that of the input, which a pass does not
 * compute otherwise. For batches of one example.
 */
record Probe() implements Layer {

    static final String ZEROS = "zeros";

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(Parameter.bias(ZEROS, input, new Fans(1, 1), new Zeros()));
    }

    @Override
    public Bound bind(Binding binding) {
        return new Bound() {

            @Override
            public INDArray forward(INDArray x) {
                return x;
            }

            @Override
            public INDArray backward(INDArray dy) {
                INDArray gradient = binding.gradient(ZEROS);
                gradient.assign(dy.reshape(gradient.shape()));
                return null;
            }
        };
    }
}
