package dev.inercia.train;

import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Drops random elements, and subtracts a running mean of its inputs: it has chance, and something that it keeps. */
record Drift() implements Layer {

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
        return new Bound() {

            private INDArray mask;

            @Override
            public INDArray forward(INDArray x) {
                if (!binding.training()) {
                    return x.subRowVector(binding.buffer("mean"));
                }
                float[] numbers = new float[Math.toIntExact(x.length())];
                binding.chance().uniform(0, numbers, numbers.length);
                mask = Nd4j.createFromArray(numbers)
                        .gte(0.25)
                        .castTo(x.dataType())
                        .reshape(x.shape());
                INDArray mean = binding.buffer("mean");
                binding.nextBuffer("mean").assign(mean.mul(0.9).addi(x.mean(0).muli(0.1)));
                return x.subRowVector(mean).muli(mask);
            }

            @Override
            public INDArray backward(INDArray dy) {
                return binding.wantsInputGradient() ? dy.mul(mask) : null;
            }
        };
    }
}
