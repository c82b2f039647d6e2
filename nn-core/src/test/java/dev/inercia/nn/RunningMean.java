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

/**
 * {@code y = x - mean}, where the mean is kept while training and not trained: half of a batch normalisation. Subtracts the
 * mean of the batches before, so that its gradient is exact.
 */
public record RunningMean() implements Layer {

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
        INDArray mean = binding.buffer("mean");
        INDArray next = binding.training() ? binding.nextBuffer("mean") : null;
        return new Bound() {

            @Override
            public INDArray forward(INDArray x) {
                if (next != null) {
                    next.assign(mean.add(x.mean(0)).muli(0.5));
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
