package dev.inercia.nn;

import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code y = x - mean}, where the mean is kept while training and not trained: half of a batch normalisation. */
record RunningMean() implements Layer {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(new Parameter("mean", input, 'c', Role.BUFFER, new Fans(1, 1), new Zeros()));
    }

    @Override
    public Bound bind(Binding binding) {
        INDArray mean = binding.parameter("mean");
        return new Bound() {

            @Override
            public INDArray forward(INDArray x) {
                if (binding.training()) {
                    mean.muli(0.5).addi(x.mean(0).muli(0.5));
                }
                return x.subRowVector(mean);
            }

            @Override
            public INDArray backward(INDArray dy) {
                return dy;
            }
        };
    }
}
