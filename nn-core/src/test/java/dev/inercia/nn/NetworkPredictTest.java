package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NetworkPredictTest {

    private static final int INPUTS = 12;
    private static final int CLASSES = 5;

    private static Network network(DataType type) {
        return Network.input(INPUTS)
                .layer(new Dense(16, new Relu()))
                .layer(new Dense(CLASSES))
                .output(new Softmax())
                .type(type)
                .seed(3)
                .build();
    }

    private static float[][] examples(int rows, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[rows][INPUTS];
        for (float[] row : x) {
            for (int i = 0; i < INPUTS; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return x;
    }

    private static float[][] oneByOne(Network network, float[][] x) {
        float[][] y = new float[x.length][CLASSES];
        for (int row = 0; row < x.length; row++) {
            network.predict(x[row], y[row]);
        }
        return y;
    }

    private static void assertSame(float[][] actual, float[][] expected) {
        assertThat(actual).hasNumberOfRows(expected.length);
        for (int row = 0; row < expected.length; row++) {
            assertThat(actual[row]).as("row %d", row).containsExactly(expected[row], within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 13, 31, 97, 128, 129, 225, 500, 1000, 1025, 2500})
    void predictsManyAsOneByOne(int rows) {
        Network network = network(DataType.FLOAT);
        float[][] x = examples(rows, rows);
        INDArray y = network.predict(Nd4j.createFromArray(x));
        assertThat(y.shape()).containsExactly(rows, CLASSES);
        assertThat(y.dataType()).isEqualTo(DataType.FLOAT);
        assertSame(y.toFloatMatrix(), oneByOne(network, x));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void takesAnyLayoutAndType(DataType type) {
        Network network = network(type);
        float[][] x = examples(1100, 1);
        float[][] expected = oneByOne(network, x);
        INDArray array = Nd4j.createFromArray(x);
        INDArray wide = Nd4j.ones(1200, INPUTS + 2);
        INDArray view = wide.get(NDArrayIndex.interval(50, 1150), NDArrayIndex.interval(1, INPUTS + 1));
        view.assign(array);
        INDArray tall = Nd4j.concat(0, Nd4j.ones(7, INPUTS), array, Nd4j.ones(3, INPUTS));
        List<INDArray> all = List.of(
                array,
                array.dup('f'),
                array.castTo(DataType.DOUBLE),
                array.castTo(DataType.DOUBLE).dup('f'),
                view,
                tall.get(NDArrayIndex.interval(7, 1107), NDArrayIndex.all()),
                array.transpose().dup('c').transpose());
        for (INDArray input : all) {
            INDArray y = network.predict(input);
            assertThat(y.dataType()).isEqualTo(type);
            assertSame(y.toFloatMatrix(), expected);
        }
        assertThat(network.predict(Nd4j.ones(DataType.INT32, 1, INPUTS)).toFloatMatrix()[0])
                .isEqualTo(network.predict(Nd4j.ones(type, 1, INPUTS)).toFloatMatrix()[0]);
    }

    @Test
    void givesANewArrayEachTimeAndLeavesItsInputAlone() {
        Network network = network(DataType.FLOAT);
        INDArray x = Nd4j.createFromArray(examples(2, 5));
        float[][] before = x.toFloatMatrix();
        INDArray y = network.predict(x);
        float[][] first = y.toFloatMatrix();
        network.predict(Nd4j.createFromArray(examples(2, 6)));
        assertThat(y.toFloatMatrix()).isEqualTo(first);
        assertThat(x.toFloatMatrix()).isEqualTo(before);
    }

    @Test
    void seesParametersAsTheyAre() {
        Network network = network(DataType.FLOAT);
        List.of("0.bias", "1.bias")
                .forEach(name -> network.parameters().get(name).assign(0));
        float[] y = new float[CLASSES];
        network.predict(new float[INPUTS], y);
        assertThat(y).containsOnly(0.2f);
        network.parameters().get("1.bias").putScalar(3, 200);
        network.predict(new float[INPUTS], y);
        assertThat(y).containsExactly(0, 0, 0, 1, 0);
    }

    @Test
    void givesProbabilities() {
        INDArray y = network(DataType.FLOAT)
                .predict(Nd4j.createFromArray(examples(100, 7)).mul(50));
        for (float[] row : y.toFloatMatrix()) {
            double sum = 0;
            for (float p : row) {
                assertThat(p).isBetween(0f, 1f);
                sum += p;
            }
            assertThat(sum).isEqualTo(1, within(1e-5));
        }
    }

    @Test
    void keepsTheShapeOfImages() {
        Network network = Network.input(1, 2, 3).layer(new Activate(new Relu())).build();
        INDArray x = Nd4j.arange(12).castTo(DataType.FLOAT).subi(3).reshape(2, 1, 2, 3);
        INDArray y = network.predict(x);
        assertThat(y.shape()).containsExactly(2, 1, 2, 3);
        assertThat(y.reshape(-1).toFloatVector()).containsExactly(0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void refusesOtherShapes() {
        Network network = network(DataType.FLOAT);
        List<INDArray> wrong =
                List.of(Nd4j.zeros(2, INPUTS + 1), Nd4j.zeros(INPUTS), Nd4j.zeros(2, INPUTS, 1), Nd4j.scalar(1f));
        List<String> shapes = List.of("[2, 13]", "[12]", "[2, 12, 1]", "[]");
        for (int i = 0; i < wrong.size(); i++) {
            INDArray x = wrong.get(i);
            assertThatThrownBy(() -> network.predict(x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected examples of shape [n, 12] at the input of layer 0 (Dense), but got "
                            + shapes.get(i) + ": reshape it, a single example to one row");
        }
        assertThatThrownBy(() -> network.predict(Nd4j.create(DataType.FLOAT, 0, INPUTS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Expected examples of shape [n, 12] at the input of layer 0 (Dense), but got [0, 12]: reshape it, a"
                                + " single example to one row");
    }

    @Test
    void refusesOtherLengths() {
        Network network = network(DataType.FLOAT);
        assertThatThrownBy(() -> network.predict(new float[11], new float[CLASSES]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 12 features at the input of layer 0 (Dense), but got 11");
        float[] result = {7, 7, 7, 7};
        assertThatThrownBy(() -> network.predict(new float[INPUTS], result))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a result array of length 5, but got one of length 4");
        assertThat(result).containsOnly(7);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesNumbersThatAreNotFinite(float value) {
        String message =
                "Expected finite features at the input of layer 0 (Dense), but example %d has NaN or infinity at"
                        + " index 11: replace it before predicting";
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Network network = network(type);
            float[][] x = examples(1030, 8);
            x[1027][INPUTS - 1] = value;
            assertThatThrownBy(() -> network.predict(Nd4j.createFromArray(x)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message, 1027);
            float[] result = new float[CLASSES];
            assertThatThrownBy(() -> network.predict(x[1027], result))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message, 0);
            assertThat(result).containsOnly(0);
            network.predict(x[0], result);
            assertThat(result).as("works as before after an error").doesNotContain(0);
        }
    }

    @Test
    void answersEveryThreadItsOwnQuestion() throws Exception {
        Network network = network(DataType.FLOAT);
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                float[][] x = examples(9, 100 + thread);
                float[][] expected = oneByOne(network, x);
                answers.add(executor.submit(() -> {
                    INDArray array = Nd4j.createFromArray(x);
                    float[] result = new float[CLASSES];
                    for (int call = 0; call < 500; call++) {
                        network.predict(x[call % 9], result);
                        assertThat(result).isEqualTo(expected[call % 9]);
                        if (call % 5 == 0) {
                            assertSame(network.predict(array).toFloatMatrix(), expected);
                        }
                    }
                    return 1;
                }));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
