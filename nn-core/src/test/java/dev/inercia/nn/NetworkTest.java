package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How networks are put together, and what is refused. Predictions are in {@link NetworkPredictTest}. */
class NetworkTest {

    /** Refuses input of more than two features; has as many parameters as it is told. */
    private record Picky(List<String> parameters) implements Layer {

        @Override
        public Shape output(Shape input) {
            if (input.size() > 2) {
                throw new IllegalArgumentException("expected at most 2 features, but got " + input);
            }
            return input;
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return parameters.stream()
                    .map(name -> Parameter.weight(name, input, new Fans(1, 1), new Zeros()))
                    .toList();
        }

        @Override
        public Bound bind(Binding binding) {
            throw new UnsupportedOperationException();
        }
    }

    private record BadInitializer(int count, double value) implements Initializer {
        @Override
        public double[] values(Shape shape, Fans fans, RandomGenerator random) {
            double[] values = new double[count];
            Arrays.fill(values, value);
            return values;
        }
    }

    private static Network network(long seed) {
        return Network.input(3)
                .layer(new Dense(4, new Sigmoid()).biases(new StandardNormal()))
                .layer(new Dense(2))
                .seed(seed)
                .build();
    }

    private static void refused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void knowsItsShapes() {
        Architecture architecture = network(1).architecture();
        assertThat(architecture.shapes()).containsExactly(Shape.of(3), Shape.of(4), Shape.of(2));
        assertThat(architecture.outputShape()).isEqualTo(Shape.of(2));
        assertThat(architecture.type()).isEqualTo(DataType.FLOAT);
        assertThat(network(1).parameters().size()).isEqualTo(3 * 4 + 4 + 4 * 2 + 2);
    }

    @Test
    void namesTheLayerThatDoesNotFit() {
        refused(
                () -> Network.input().layer(new Dense(30)).build(),
                "layer 0 (Dense) at the input: expected input of shape [..., features], but got []: reshape the examples"
                        + " to [1]");
        refused(
                () -> Network.input(2)
                        .layer(new Dense(3))
                        .layer(new Picky(List.of()))
                        .build(),
                "layer 1 (Picky) after layer 0 (Dense): expected at most 2 features, but got [3]");
    }

    @Test
    void namesTheLayerWhoseParametersDoNotFit() {
        refused(
                () -> Network.input(65536).layer(new Dense(65536)).build(),
                "layer 0 (Dense): Shape [65536, 65536] has more than 2147418112 elements, more than one array can"
                        + " hold");
        refused(
                () -> Network.input(1).layer(new Dense(1 << 30)).build(),
                "layer 0 (Dense): with parameter 'bias' of shape [1073741824] the network has more than 2147418112"
                        + " parameters, more than one vector can hold");
        refused(
                () -> Network.input(2).layer(new Picky(List.of("a", "b", "a"))).build(),
                "layer 0 (Picky): two parameters are called 'a', give each its own name");
    }

    @Test
    void refusesToBeEmptyOrOfAnotherType() {
        refused(() -> Network.input(2).build(), "A network needs at least one layer");
        refused(
                () -> Network.input(2).layer(new Dense(1)).type(DataType.BOOL).build(),
                "A network computes in FLOAT or DOUBLE, not in BOOL");
        refused(() -> Network.input(2, 0), "Every dimension of a shape must be at least 1, but got [2, 0]");
    }

    @Test
    void refusesFirstValuesThatAreNone() {
        refused(
                () -> Network.input(2)
                        .layer(new Dense(3).weights(new BadInitializer(5, 0)))
                        .build(),
                "layer 0 (Dense): initialiser BadInitializer[count=5, value=0.0] of parameter 'weight' must give 6"
                        + " finite values, but gave 5");
        refused(
                () -> Network.input(2)
                        .layer(new Dense(3).biases(new BadInitializer(3, Double.NaN)))
                        .build(),
                "layer 0 (Dense): initialiser BadInitializer[count=3, value=NaN] of parameter 'bias' must give 3 finite"
                        + " values, but gave 3, some not finite");
    }

    @Test
    void startsFromItsSeed() {
        float[] once = network(1).parameters().flat().toFloatVector();
        assertThat(network(1).parameters().flat().toFloatVector()).isEqualTo(once);
        assertThat(network(2).parameters().flat().toFloatVector()).isNotEqualTo(once);
        Network same = Network.of(network(9).architecture(), 1);
        assertThat(same.parameters().flat().toFloatVector()).isEqualTo(once);
    }

    @Test
    void startsEachParameterFromItsOwnNumbers() {
        Network network =
                Network.input(4).layer(new Dense(4)).layer(new Dense(4)).seed(1).build();
        assertThat(network.parameters().get("0.weight").toFloatMatrix())
                .isNotEqualTo(network.parameters().get("1.weight").toFloatMatrix());
    }

    @Test
    void fillsParametersRowByRowWhateverTheirMemoryOrder() {
        Initializer counting = (shape, fans, random) ->
                IntStream.range(0, shape.size()).asDoubleStream().toArray();
        Network network = Network.input(2)
                .layer(new Dense(3).weights(counting).biases(new Zeros()))
                .build();
        assertThat(network.parameters().get("0.weight").toFloatMatrix())
                .isEqualTo(new float[][] {{0, 1, 2}, {3, 4, 5}});
        assertThat(network.parameters().flat().toFloatVector()).containsExactly(0, 3, 1, 4, 2, 5, 0, 0, 0);
    }

    @Test
    void copiesShareNothingThatChanges() {
        Network network = network(1);
        INDArray x = Nd4j.createFromArray(new float[][] {{1, 2, 3}});
        float[] before = network.predict(x).getRow(0).toFloatVector();
        Network copy = network.copy();
        assertThat(copy.predict(x).getRow(0).toFloatVector()).isEqualTo(before);
        network.parameters().flat().addi(1);
        assertThat(copy.predict(x).getRow(0).toFloatVector()).isEqualTo(before);
        assertThat(network.predict(x).getRow(0).toFloatVector()).isNotEqualTo(before);
        copy.parameters().flat().assign(0);
        assertThat(network.predict(x).getRow(0).toFloatVector()).isNotEqualTo(new float[2]);
    }

    @Test
    void takesOtherParametersAndSharesThem() {
        Network network = network(1);
        Parameters others = network.parameters().zeros();
        Network other = network.with(others);
        INDArray x = Nd4j.createFromArray(new float[][] {{1, 2, 3}});
        assertThat(other.predict(x).getRow(0).toFloatVector()).containsExactly(0, 0);
        others.get("1.bias").assign(5);
        assertThat(other.predict(x).getRow(0).toFloatVector()).containsExactly(5, 5);
        assertThat(other.parameters()).isSameAs(others);
    }

    @Test
    void refusesParametersOfAnotherNetwork() {
        Network network = network(1);
        Parameters others = Network.input(3).layer(new Dense(4)).build().parameters();
        refused(
                () -> network.with(others),
                "Expected parameters " + network.parameters().segments() + " of type FLOAT, but got "
                        + others.segments() + " of type FLOAT");
        Network twin = Network.of(
                new Architecture(
                        Shape.of(3),
                        network.architecture().layers(),
                        network.architecture().output(),
                        DataType.DOUBLE),
                1);
        assertThatThrownBy(() -> network.with(twin.parameters()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("of type DOUBLE");
    }

    @Test
    void refusesDataThatDoesNotFit() {
        Network network = Network.input(3)
                .layer(new Dense(4))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        network.requireFits(Dataset.of(new float[1][3], new int[] {0}, 1), "test data");
        network.requireFits(Dataset.of(new float[1][3], new float[1][2]), "test data");
        refused(
                () -> network.requireFits(Dataset.of(new float[1][4], new int[] {0}), "test data"),
                "The test data has features of shape [4], but layer 0 (Dense) of this network expects [3]: build the"
                        + " network with Network.input(...) of the data's shape");
        refused(
                () -> network.requireFits(Dataset.of(new float[1][3], new int[] {2}), "training data"),
                "The training data has 3 classes, but layer 1 (Dense) of this network has outputs of shape [2]: it"
                        + " needs one output per class, or a single one for two classes; if these are values and no"
                        + " classes, give them as [examples, 1]");
        refused(
                () -> network.requireFits(Dataset.of(new float[1][3], new float[1][1]), "data"),
                "The data has targets of shape [1], but layer 1 (Dense) of this network has outputs of shape [2]: give"
                        + " the last layer as many units, or, if these are class indices, give them as [examples]");
    }

    @Test
    void saysHowImagesAreSeenAsAWhole() {
        Network network = Network.input(28, 28).layer(new Dense(10)).build();
        Dataset images = Dataset.of(Nd4j.zeros(DataType.FLOAT, 2, 28, 28), Nd4j.zeros(DataType.FLOAT, 2, 10));
        refused(
                () -> network.requireFits(images, "training data"),
                "The training data has targets of shape [10], but layer 0 (Dense) of this network has outputs of shape [28,"
                        + " 10]: layers such as Dense work along the last axis; for layers that see an example as a whole,"
                        + " reshape the examples to [784]");
    }

    /** The classic mistake: the softmax both as the last layer's activation and as the network's. */
    @Test
    void refusesAnActivationAppliedTwice() {
        Network network = Network.input(2)
                .layer(new Dense(3, new Softmax()))
                .output(new Softmax())
                .build();
        refused(
                () -> network.requireFits(new SoftmaxCrossEntropy()),
                "layer 0 (Dense) of this network applies Softmax[] already, and the output activation would apply it again:"
                        + " leave the last layer without activation, as in new Dense(10)");
    }

    @Test
    void printsItsArchitecture() {
        Network network = Network.input(2).layer(new Dense(3)).build();
        assertThat(network).hasToString(network.architecture().toString());
    }
}
