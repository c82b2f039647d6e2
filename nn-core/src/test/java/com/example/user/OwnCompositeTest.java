package com.example.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.GradientCheck;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Child;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A layer of one's own that is made of layers: what a user of the library writes. */
class OwnCompositeTest {

    /** Two layers on one input, multiplied: {@code y = left(x) * right(x)}. */
    record Product(Layer left, Layer right) implements Layer {

        @Override
        public List<Child> children(Shape input) {
            return List.of(new Child("left", left, input), new Child("right", right, input));
        }

        @Override
        public Shape output(Shape input) {
            return left.output(input);
        }

        @Override
        public Bound bind(Binding binding) {
            Bound left = binding.bind("left");
            Bound right = binding.bind("right");
            return new Bound() {

                private INDArray l;
                private INDArray r;

                @Override
                public INDArray forward(INDArray x) {
                    l = left.forward(x);
                    r = right.forward(x);
                    return l.mul(r);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    INDArray dxLeft = left.backward(dy.mul(r));
                    INDArray dxRight = right.backward(dy.mul(l));
                    return binding.wantsInputGradient() ? dxLeft.add(dxRight) : null;
                }
            };
        }
    }

    private static final INDArray X = Nd4j.createFromArray(new float[][] {{0.3f, -1.2f, 0.8f}, {1.5f, 0.1f, -0.4f}});
    private static final INDArray Y = Nd4j.createFromArray(new float[][] {{0.5f, 0, 1}, {-1, 0.25f, 0}});
    private static final Product PRODUCT = new Product(new Dense(3, new Tanh()), new Dense(3, new Sigmoid()));

    private static Network network() {
        return Network.input(3)
                .layer(PRODUCT)
                .layer(new Residual(PRODUCT))
                .seed(2)
                .build();
    }

    @Test
    void gradientsAreCentralDifferences() {
        GradientCheck.of(PRODUCT, 3).verify();
        GradientCheck.of(new Product(new Residual(PRODUCT), PRODUCT), 3).verify();
    }

    @Test
    void parametersAreNamedByPathAndFrozenByPath() {
        Network network = network();
        assertThat(network.parameters().segments())
                .extracting(Segment::name)
                .containsExactly(
                        "0.left.weight",
                        "0.left.bias",
                        "0.right.weight",
                        "0.right.bias",
                        "1.body.left.weight",
                        "1.body.left.bias",
                        "1.body.right.weight",
                        "1.body.right.bias");
        Pass all = Pass.training(network, 2, new MeanSquaredError(), 1);
        Pass some = Pass.training(network, 2, new MeanSquaredError(), 1, name -> name.startsWith("1.body.right."));
        for (Pass pass : List.of(all, some)) {
            pass.loss(X, Y);
            pass.backward();
        }
        assertThat(some.gradients().get("1.body.right.weight").toFloatMatrix())
                .isEqualTo(all.gradients().get("1.body.right.weight").toFloatMatrix());
        assertThat(some.gradients().get("1.body.left.weight").maxNumber().floatValue())
                .isZero();
        assertThat(some.gradients().get("0.left.weight").maxNumber().floatValue())
                .isZero();
        assertThat(all.gradients().get("0.left.weight").maxNumber().floatValue())
                .isNotZero();
    }

    @Test
    void learnsIsSavedAndLoaded(@TempDir Path directory) {
        Network network = network();
        Pass pass = Pass.training(network, 2, new MeanSquaredError(), 1);
        double before = pass.loss(X, Y);
        for (int step = 0; step < 200; step++) {
            pass.loss(X, Y);
            pass.backward();
            network.parameters().flat().subi(pass.gradients().flat().mul(0.5));
        }
        assertThat(pass.loss(X, Y)).isLessThan(before / 10);
        Path file = directory.resolve("network.safetensors");
        network.save(file);
        assertThat(Network.load(file, Product.class).predict(X).toFloatMatrix())
                .isEqualTo(network.predict(X).toFloatMatrix());
    }

    @Test
    void theSummaryShowsWhatItIsMadeOf() {
        assertThat(network().summary()).isEqualTo("""
                        layer                    output  parameters  memory
                        input                    [3]
                        0 Product                [3]             24    96 B
                          left Dense Tanh        [3]             12    48 B
                          right Dense Sigmoid    [3]             12    48 B
                        1 Residual               [3]             24    96 B
                          body Product           [3]             24    96 B
                            left Dense Tanh      [3]             12    48 B
                            right Dense Sigmoid  [3]             12    48 B
                        output Identity          [3]
                        total                    FLOAT           48   192 B
                        training needs about 120 B for each example of a batch""");
    }
}
