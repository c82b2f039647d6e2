package dev.inercia.nn;

import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Chance;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps each number with probability {@code keep} and makes it 0 otherwise, in training: dropout without its scale. */
public record Thinned(double keep) implements Layer {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Bound bind(Binding binding) {
        Chance chance = binding.chance();
        int count = binding.rows() * binding.input().size();
        return new Bound() {

            @Override
            public INDArray forward(INDArray x) {
                return binding.training() ? x.mul(mask(x)) : x;
            }

            @Override
            public INDArray backward(INDArray dy) {
                return dy.mul(mask(dy));
            }

            private INDArray mask(INDArray like) {
                double[] numbers = new double[count];
                chance.uniform(0, numbers, count);
                for (int i = 0; i < count; i++) {
                    numbers[i] = numbers[i] < keep ? 1 : 0;
                }
                return Numbers.array(like.dataType(), numbers, like.shape());
            }
        };
    }
}
