package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What is claimed about real MNIST; skipped where the environment variable does not name its directory. */
@EnabledIfEnvironmentVariable(
        named = Mnist.DATA,
        matches = ".+",
        disabledReason = "INERCIA_DATA names no MNIST directory")
class RealDigitsTest {

    private static Mnist mnist;

    @BeforeAll
    static void load() {
        mnist = Mnist.load(Path.of(System.getenv(Mnist.DATA)));
        assertThat(mnist.verified()).isTrue();
    }

    private static Network book(long seed) {
        StandardNormal normal = new StandardNormal();
        return Network.input(784)
                .layer(new Dense(30, new Sigmoid()).weights(normal).biases(normal))
                .layer(new Dense(10).weights(normal).biases(normal))
                .output(new Sigmoid())
                .seed(seed)
                .build();
    }

    private static Network classifier(Dense hidden, long seed) {
        return Network.input(784)
                .layer(hidden)
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(seed)
                .build();
    }

    private static Trainer trainer(Network network, Loss loss, Optimizer optimizer, int epochs, long seed) {
        return new Trainer(network, loss, optimizer)
                .batchSize(10)
                .epochs(epochs)
                .seed(seed)
                .validation(mnist.test());
    }

    /**
     * The median over seeds 1 to 5 of the best of 30 epochs reaches an accuracy if three of them do, in any epoch: no
     * more than that is trained.
     */
    private static void assertMedianBestReaches(
            double accuracy, LongFunction<Network> network, Loss loss, Optimizer optimizer) {
        List<History> reached = LongStream.rangeClosed(1, 5)
                .mapToObj(seed -> trainer(network.apply(seed), loss, optimizer, 30, seed)
                        .onEpoch((training, epoch) -> {
                            if (epoch.accuracy() >= accuracy) {
                                training.stop("reached");
                            }
                        })
                        .train(mnist.training()))
                .filter(history -> history.stopReason().equals(Optional.of("reached")))
                .limit(3)
                .toList();
        assertThat(reached).hasSize(3);
    }

    /**
     * Nielsen, chapter 1: 95.42 % at its best. Measured here 95.15 %; processors round differently, which moves the
     * median of five seeds by about 0.1 %, so the bound is 0.2 % below the goal of 95 %.
     */
    @Test
    void theBooksNetworkGetsAsFarAsInTheBook() {
        assertMedianBestReaches(0.948, RealDigitsTest::book, new Quadratic(), new Sgd(3.0));
    }

    @Test
    void crossEntropyAndAdamGetFurther() {
        Dense hidden = new Dense(30, new Sigmoid());
        assertMedianBestReaches(0.96, seed -> classifier(hidden, seed), new SoftmaxCrossEntropy(), new Adam(0.001));
    }

    @Test
    void theReportsNetworkGivesTheSameBitsTwice() {
        float[][] runs = new float[2][];
        for (int run = 0; run < 2; run++) {
            Network network = book(3);
            trainer(network, new Quadratic(), new Sgd(3.0), 1, 3).train(mnist.training());
            runs[run] = network.parameters().flat().toFloatVector();
        }
        assertThat(runs[1]).isEqualTo(runs[0]);
    }

    /** A network that has seen synthetic digits alone reads real ones. */
    @Test
    void syntheticDigitsAreWorthLearningFrom() {
        Network network = classifier(new Dense(100, new Relu()), 1);
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
                .batchSize(32)
                .epochs(10)
                .train(SyntheticDigits.generate(12_000, 1).dataset());
        assertThat(network.evaluate(mnist.test(), new Accuracy()).value()).isGreaterThanOrEqualTo(0.85);
    }

    /** One epoch of a small convolutional network: 99.11 % with seed 1. */
    @Test
    void aConvolutionalNetworkReaches99PercentInOneEpoch(@TempDir Path record) {
        PrintStream out = System.out;
        var text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            assertThat(Console.run(new FastDigits(), "--data", System.getenv(Mnist.DATA), "--out", record.toString()))
                    .isZero();
        } finally {
            System.setOut(out);
        }
        String first = text.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        assertThat(first).matches("9\\d\\.\\d\\d % of 10,000 test images");
        assertThat(Double.parseDouble(first.substring(0, 5))).isGreaterThan(98.8);
    }
}
