package dev.inercia.nn;

import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y = x + r} with one random number r for the batch, drawn from a generator. */
record Drawing() implements Layer {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Bound bind(Binding binding) {
        return new Bound() {

            @Override
            public INDArray forward(INDArray x) {
                RandomGenerator random = binding.chance().generator();
                return x.add(random.nextDouble());
            }

            @Override
            public INDArray backward(INDArray dy) {
                return dy;
            }
        };
    }
}
