package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Trainer;
import dev.inercia.tune.LearningRateFinder;
import dev.inercia.tune.RangeTest;
import dev.inercia.tune.RangeTest.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds a learning rate for four optimizers on the digit network with a range test, and plots the curves. */
@Command(
        name = "find-learning-rate",
        description = "Range tests of four optimizers on 784-30-10, with their suggestions and a plot.",
        sortOptions = false)
public final class FindLearningRate implements Callable<Integer> {

    @Mixin
    private Console.DataOptions data;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-report",
            description = "Where the plot goes, by default ${DEFAULT-VALUE}.")
    private Path out;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new FindLearningRate(), args);
    }

    @Override
    public Integer call() {
        Digits digits = data.load();
        System.out.println("Data: " + digits.source());
        run(digits, seed, out);
        return 0;
    }

    /** Tests, prints and plots. Returns the results in the order of the optimizers. */
    static List<RangeTest> run(Digits digits, long seed, Path out) {
        List<RangeTest> tests = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        // Their own learning rates do not matter: the finder overrides them.
        for (Optimizer optimizer : List.of(new Sgd(0.1), new Momentum(0.1), new RmsProp(0.01), new Adam(0.01))) {
            Network network = Network.input(784)
                    .layer(new Dense(30, new Sigmoid()))
                    .layer(new Dense(10))
                    .output(new Softmax())
                    .seed(seed)
                    .build();
            Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                    .batchSize(10)
                    .seed(seed);
            RangeTest test = new LearningRateFinder().find(trainer, digits.training());
            String name = optimizer.getClass().getSimpleName();
            System.out.printf("%-9s %s%n", name, test);
            String label = test.suggestion().isPresent()
                    ? name + ": " + test.suggestion().getAsDouble()
                    : name + ": none";
            tests.add(test);
            lines.add(new Line(
                    label,
                    lines.size(),
                    false,
                    test.points().stream().mapToDouble(Point::learningRate).toArray(),
                    test.points().stream().mapToDouble(Point::smoothed).toArray()));
        }
        Pictures.save(
                new LinePlot(
                        "learning-rates",
                        "Range test: smoothed loss while the learning rate rises",
                        Axis.logarithmic("learning rate"),
                        Axis.linear("loss"),
                        lines),
                out);
        return tests;
    }
}
