package com.example.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.Adam;
import dev.inercia.optim.ElementWise;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Rates;
import dev.inercia.optim.Rule;
import dev.inercia.optim.State;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** An optimizer of a user's own, from one formula, as the README and the javadoc of ElementWise show it. */
class OwnOptimizerTest {

    /** Momentum of which only the sign counts. */
    record SignMomentum(double learningRate, double momentum) implements ElementWise {

        @Override
        public List<String> slots() {
            return List.of("velocity");
        }

        @Override
        public Rule rule(Rates rates, long step) {
            return (p, g, state, from, to) -> {
                double[] v = state[0];
                for (int i = from; i < to; i++) {
                    v[i] = momentum * v[i] + (1 - momentum) * g[i];
                    p[i] -= rates.learningRate() * Math.signum(v[i]);
                }
            };
        }
    }

    /** The library's Adam, as a user would write it. */
    record PlainAdam(double learningRate) implements ElementWise {

        @Override
        public List<String> slots() {
            return List.of("firstMoment", "secondMoment");
        }

        @Override
        public List<String> squares() {
            return List.of("secondMoment");
        }

        @Override
        public Rule rule(Rates rates, long step) {
            double rate = rates.learningRate() / (1 - Math.pow(0.9, step));
            double root = 1 / Math.sqrt(1 - Math.pow(0.999, step));
            return (p, g, state, from, to) -> {
                double[] m = state[0];
                double[] v = state[1];
                for (int i = from; i < to; i++) {
                    m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
                    v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
                    p[i] -= rate * m[i] / (Math.sqrt(v[i]) * root + 1e-8);
                }
            };
        }
    }

    private static Network network(int hidden, DataType type) {
        return Network.input(2)
                .layer(new Dense(hidden, new Tanh()))
                .layer(new Dense(hidden, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(3)
                .type(type)
                .build();
    }

    private static Dataset points() {
        Random random = new Random(5);
        float[][] points = new float[200][2];
        int[] inside = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            inside[i] = Math.hypot(points[i][0], points[i][1]) < 0.8 ? 1 : 0;
        }
        return Dataset.of(points, inside);
    }

    private static History train(Network network, Optimizer optimizer) {
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                .epochs(20)
                .seed(1)
                .train(points());
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void trains(DataType type) {
        History history = train(network(8, type), new SignMomentum(0.01, 0.9));
        assertThat(history.last().orElseThrow().loss())
                .isLessThan(0.5 * history.epochs().get(0).loss());
    }

    /** Two thousand parameters and more, so several tiles; both loops of Adam round differently, no more. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void isTheLibrarysIfItsFormulaIs(DataType type) {
        Network own = network(50, type);
        Network shipped = network(50, type);
        assertThat(own.parameters().size()).isGreaterThan(2048);
        train(own, new PlainAdam(0.01));
        train(shipped, new Adam(0.01, 0.9, 0.999, 1e-8));
        double[] expected = shipped.parameters().flat().dup().data().asDouble();
        double[] actual = own.parameters().flat().dup().data().asDouble();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("parameter %d", i)
                    .isEqualTo(expected[i], within(type == DataType.FLOAT ? 2e-3 : 1e-12));
        }
    }

    @Test
    void makesNoArraysPerStep() {
        Parameters parameters = network(50, DataType.FLOAT).parameters();
        Parameters gradients = parameters.copy();
        Optimizer optimizer = new SignMomentum(1e-9, 0.9);
        State state = optimizer.start(parameters);
        Rates rates = new Rates(1e-9);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 4000; i++) {
            if (i == 2000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            optimizer.step(parameters, gradients, state, rates);
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 2000.0)
                .as("bytes a step")
                .isLessThan(400);
    }

    /** The record between its first line and its end, without what surrounds it. */
    private static String record(String text, String margin) {
        String begin = margin + "record SignMomentum";
        int from = text.indexOf(begin);
        int to = text.indexOf("\n" + margin + "}\n", from);
        assertThat(from).as("where the record begins").isNotNegative();
        return text.substring(from, to)
                .lines()
                .map(line -> line.substring(Math.min(line.length(), margin.length())))
                .toList()
                .toString();
    }

    @Test
    void isWhatTheJavadocShows() throws IOException {
        String own = Files.readString(Path.of("src/test/java/com/example/user/OwnOptimizerTest.java"));
        String javadoc = Files.readString(Path.of("src/main/java/dev/inercia/optim/ElementWise.java"));
        assertThat(record(javadoc, " * ")).isEqualTo(record(own, "    "));
    }
}
