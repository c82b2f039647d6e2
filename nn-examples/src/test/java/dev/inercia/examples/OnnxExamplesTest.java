package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.GlobalMaxPool;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.onnx.Onnx;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ONNX Runtime predicts with the networks of the examples as they do themselves. */
class OnnxExamplesTest {

    private static final double TOLERANCE = 5e-6;
    private static final int EXAMPLES = 40;
    private static final Path SOURCES = Path.of("src/main/java/dev/inercia/examples");
    private static final Path TEST = Path.of("src/test/java/dev/inercia/examples/OnnxExamplesTest.java");

    @TempDir
    private Path directory;

    /** A network, and the examples that build it. */
    record Row(Set<String> examples, Network network) {

        @Override
        public String toString() {
            return String.join(", ", new TreeSet<>(examples));
        }
    }

    private static Row row(Network network, String... examples) {
        return new Row(Set.of(examples), network);
    }

    static List<Row> rows() {
        return List.of(
                row(Xor.network(), "Xor"),
                row(quickStart(), "QuickStart"),
                row(SineRegression.network(), "SineRegression"),
                row(digits(), "DigitsQuickStart", "FindLearningRate", "SearchSettings", "BeyondTheReport"),
                row(ReportNetwork.network(1), "ReportNetwork"),
                row(Autoencoder.network(), "Autoencoder"),
                row(ResumeTraining.network(), "ResumeTraining"),
                row(Stress.network(300, 100, DataType.FLOAT, 1), "Stress"),
                row(Tabular.network(table(), 1), "Tabular"),
                row(FastDigits.network(false, 1), "FastDigits"),
                row(FastDigits.network(true, 1), "FastDigits"),
                row(LeNet.network(1), "LeNet"),
                row(ResidualFashion.network(1), "ResidualFashion"),
                row(pictures(), "PictureFolder"));
    }

    // The examples that READMEs show word by word build their networks in their mains.

    private static Network quickStart() {
        return Network.input(2)
                .layer(new Dense(16, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
    }

    private static Network digits() {
        return Network.input(784)
                .layer(new Dense(30, new Sigmoid()))
                .layer(new Dense(10))
                .output(new Softmax())
                .build();
    }

    private static Network pictures() {
        return Network.input(32, 32, 3)
                .layer(new Sequential(new Conv2d(16, 5, new Relu()), new MaxPool(2)))
                .layer(new Sequential(new Conv2d(32, 5, new Relu()), new GlobalMaxPool()))
                .layer(new Dense(4))
                .output(new Softmax())
                .classes("circle", "cross", "square", "triangle")
                .build();
    }

    /** A table whose columns have means and deviations of their own. */
    private static Dataset table() {
        Random random = new Random(2);
        float[][] rows = new float[EXAMPLES][30];
        int[] labels = new int[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) (10 * j + (j + 1) * random.nextGaussian());
            }
            labels[i] = i % 2;
        }
        return Dataset.of(rows, labels);
    }

    private static INDArray features(Shape shape) {
        Random random = new Random(3);
        float[] values = new float[EXAMPLES * shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Nd4j.createFromArray(values).reshape(shape.toArrayShape(EXAMPLES));
    }

    /** A few steps move running statistics, scales and biases away from where they start. */
    private static void train(Network network, INDArray features) {
        List<Shape> shapes = network.architecture().shapes();
        int outputs = shapes.get(shapes.size() - 1).size();
        boolean isClassifier = network.architecture().output() instanceof Softmax;
        float[][] targets = new float[EXAMPLES][outputs];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int j = 0; j < outputs; j++) {
                targets[i][j] = isClassifier ? (i % outputs == j ? 1 : 0) : (float) j / outputs;
            }
        }
        new Trainer(network, isClassifier ? new SoftmaxCrossEntropy() : new MeanSquaredError(), new Adam(0.003))
                .epochs(1)
                .batchSize(EXAMPLES / 4)
                .listeners(List.of())
                .train(Dataset.of(features, Nd4j.create(targets)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void predictThere(Row row) throws OrtException {
        Network network = row.network();
        Shape input = network.architecture().input();
        INDArray features = row.examples().contains("Tabular")
                ? table().batches(EXAMPLES).get(0).features()
                : features(input);
        train(network, features);
        Path file = directory.resolve("network.onnx");
        Onnx.write(network, file);
        float[] ours = network.predict(features).dup('c').data().asFloat();
        float[] theirs = theirs(file, features);
        assertThat(theirs).hasSameSizeAs(ours);
        double greatest = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < ours.length; i++) {
            double difference = Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i]));
            greatest = difference >= 0 ? Math.max(greatest, difference) : Double.NaN;
            least = Math.min(least, theirs[i]);
            most = Math.max(most, theirs[i]);
        }
        assertThat(greatest).isLessThanOrEqualTo(TOLERANCE);
        assertThat(most - least).as("how far outputs differ").isGreaterThan(1e-3f);
    }

    private static float[] theirs(Path file, INDArray features) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer values = FloatBuffer.wrap(features.dup('c').data().asFloat());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(file.toString(), options);
                OnnxTensor input = OnnxTensor.createTensor(environment, values, features.shape());
                OrtSession.Result result = session.run(Map.of("input", input))) {
            FloatBuffer output = ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer();
            float[] copy = new float[output.remaining()];
            output.get(copy);
            return copy;
        }
    }

    @Test
    void noExampleIsLeftOut() throws IOException {
        Set<String> building = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains("Network.input(")) {
                    building.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        Set<String> tested = new TreeSet<>();
        rows().forEach(row -> tested.addAll(row.examples()));
        assertThat(tested).isEqualTo(building);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QuickStart", "DigitsQuickStart", "FindLearningRate", "SearchSettings", "BeyondTheReport"})
    void whatStandsInMainsIsTheSameHere(String example) throws IOException {
        String source = Files.readString(SOURCES.resolve(example + ".java"));
        assertThat(withoutSpace(Files.readString(TEST))).contains(network(source));
    }

    /** All up to the output, which seeds and names of classes follow. */
    private static String network(String source) {
        String compact = withoutSpace(source);
        int start = compact.indexOf("Network.input(");
        return compact.substring(start, compact.indexOf(".output(newSoftmax())", start));
    }

    private static String withoutSpace(String source) {
        return source.replaceAll("\\s", "");
    }
}
