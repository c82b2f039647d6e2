package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.ArrayActivation;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.loss.Huber;
import dev.inercia.nn.loss.KlDivergence;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GradientCheckTest {

    /** {@code y = x s}, with a gradient that may be wrong in one place. */
    private record Scale(String wrong) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return List.of(Parameter.weight("s", input, new Fans(1, 1), new Zeros()));
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray s = binding.parameter("s");
            return new Bound() {

                private INDArray x;
                private int calls;

                @Override
                public INDArray forward(INDArray input) {
                    x = input;
                    calls++;
                    return x.mulRowVector(wrong.equals("forward") ? s.add(calls) : s);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    INDArray ds = dy.mul(x).sum(0);
                    INDArray dx = dy.mulRowVector(s);
                    if (wrong.equals("s")) {
                        ds.putScalar(2, ds.getDouble(2) + 1e-3);
                    } else if (wrong.equals("x")) {
                        dx.putScalar(1, 2, dx.getDouble(1, 2) * 1.5);
                    } else if (wrong.equals("NaN")) {
                        dx.putScalar(3, 0, Double.NaN);
                    }
                    binding.gradient("s").assign(ds);
                    return dx;
                }
            };
        }
    }

    /** Off by 1 % below 0. */
    private record Off() implements ArrayActivation {

        @Override
        public INDArray forward(INDArray z) {
            return z.mul(z);
        }

        @Override
        public INDArray backward(INDArray z, INDArray y, INDArray dy) {
            return z.mul(2)
                    .muli(dy)
                    .muli(z.lt(0).castTo(z.dataType()).muli(0.01).addi(1));
        }
    }

    /** A loss of twice its gradient. */
    private record Half() implements Loss {

        @Override
        public Bound bind(int rows, Shape outputs, DataType type) {
            return (prediction, target, weights, gradient) -> {
                gradient.assign(prediction).subi(target);
                return prediction.squaredDistance(target);
            };
        }
    }

    /** Takes class indices only. */
    private record OfClasses() implements Loss {

        @Override
        public Bound bind(int rows, Shape outputs, DataType type) {
            return (prediction, target, weights, gradient) -> {
                double sum = 0;
                gradient.assign(0);
                for (int i = 0; i < rows; i++) {
                    gradient.putScalar(i, target.getInt(i), -1);
                    sum -= prediction.getDouble(i, target.getInt(i));
                }
                return sum;
            };
        }

        @Override
        public String toString() {
            return "OfClasses";
        }
    }

    /** Takes no targets at all. */
    private record Picky() implements Loss {

        @Override
        public Bound bind(int rows, Shape outputs, DataType type) {
            return (prediction, target, weights, gradient) -> {
                throw new IllegalArgumentException("never");
            };
        }
    }

    private static void fails(ThrowingCallable check, String pattern) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageMatching(pattern);
    }

    @Test
    void rightGradientsPass() {
        GradientCheck.of(new Scale("nothing"), 3).verify();
        GradientCheck.of(new Dense(3, new Softmax()), 2, 4).verify();
        GradientCheck.of(new Relu(), 5).seed(3).verify();
        GradientCheck.of(new SoftmaxCrossEntropy(0.1), 4).verify();
        GradientCheck.of(new KlDivergence(), 4).inputs(-1, 1).verify();
        GradientCheck.of(new Huber(0.5), 3).verify();
        GradientCheck.of(new OfClasses(), 3).verify();
    }

    @Test
    void theWorstPlaceIsNamedWithBothNumbers() {
        String number = "-?[0-9.E-]+";
        fails(
                () -> GradientCheck.of(new Scale("s"), 4).verify(),
                "GradientCheck of Scale\\[wrong=s]: the gradient of the parameter s at \\[2] is " + number
                        + ", but the central difference is " + number);
        fails(
                () -> GradientCheck.of(new Scale("x"), 4).verify(),
                "GradientCheck of Scale\\[wrong=x]: the gradient of the input at \\[1, 2] is .*");
        fails(
                () -> GradientCheck.of(new Scale("NaN"), 4).verify(),
                "GradientCheck of Scale\\[wrong=NaN]: the gradient of the input at \\[3, 0] is NaN, but .*");
        fails(
                () -> GradientCheck.of(new Off(), 4).verify(),
                "GradientCheck of Off\\[]: the gradient of the input at \\[\\d, \\d] is .*");
        fails(
                () -> GradientCheck.of(new Half(), 2).verify(),
                "GradientCheck of Half\\[]: the gradient of the input at \\[\\d, \\d] is .*");
        GradientCheck.of(new Off(), 4).inputs(0.1, 2).verify();
        GradientCheck.of(new Off(), 4).tolerance(0.02).verify();
    }

    @Test
    void layersThatAreNoFunctionAreNamed() {
        fails(
                () -> GradientCheck.of(new Scale("forward"), 4).verify(),
                "GradientCheck of Scale\\[wrong=forward]: the same numbers give .* and then .*: draw from"
                        + " binding.chance\\(\\), and keep nothing from call to call");
    }

    @Test
    void whatCannotBeCheckedIsRefused() {
        assertThatThrownBy(() -> GradientCheck.of(new Picky(), 4).verify())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "GradientCheck of Picky[]: it takes neither class indices nor values as targets for outputs of"
                                + " shape [4]");
        assertThatThrownBy(() -> GradientCheck.of(new Relu(), 4).inputs(1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GradientCheck.of(new Relu(), 4).tolerance(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
