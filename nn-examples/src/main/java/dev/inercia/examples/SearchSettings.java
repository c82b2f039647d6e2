package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Momentum;
import dev.inercia.train.Trainer;
import dev.inercia.tune.Candidates;
import dev.inercia.tune.Search;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches learning rate, momentum and batch size of the digit network, on all cores. */
@Command(
        name = "search-settings",
        description = "A grid or random search over learning rate, momentum and batch size, on the validation images.",
        sortOptions = false)
public final class SearchSettings implements Callable<Integer> {

    /** What is searched. */
    record Settings(double learningRate, double momentum, int batchSize) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "learning rate %.3g, momentum %.2f, batch size %d", learningRate, momentum, batchSize);
        }
    }

    @Mixin
    private Console.DataOptions data;

    @Option(
            names = "--random",
            paramLabel = "N",
            description = "Draws this many candidates instead of trying the grid of 24.")
    private Integer random;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Epochs of every training, by default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    /** Runs it; exits with 2 on a bad argument. */
    public static void main(String[] args) {
        if (System.getProperty("inercia.blas.threads") == null) {
            System.setProperty("inercia.blas.threads", "1"); // one training a core
        }
        Console.main(new SearchSettings(), args);
    }

    @Override
    public Integer call() throws InterruptedException {
        Console.requireAtLeastOne("--random", random);
        Console.requireAtLeastOne("--epochs", epochs);
        Digits digits = data.load();
        System.out.println("Data: " + digits.source() + "; compared on "
                + digits.validation().size() + " validation images");
        System.out.println(search(digits).run(digits.training()));
        return 0;
    }

    private Search<Settings> search(Digits digits) {
        List<Settings> candidates = random == null
                ? Candidates.grid(
                        Candidates.logSpaced(0.01, 0.3, 4), List.of(0.0, 0.5, 0.9), List.of(10, 30), Settings::new)
                : Candidates.random(
                        random,
                        seed,
                        draw -> new Settings(draw.logUniform(0.003, 1), draw.of(0.0, 0.5, 0.9), draw.of(10, 30, 100)));
        return new Search<>(candidates, settings -> {
            Network network = Network.input(784)
                    .layer(new Dense(30, new Sigmoid()))
                    .layer(new Dense(10))
                    .output(new Softmax())
                    .seed(seed)
                    .build();
            return new Trainer(
                            network,
                            new SoftmaxCrossEntropy(),
                            new Momentum(settings.learningRate(), settings.momentum()))
                    .batchSize(settings.batchSize())
                    .epochs(epochs)
                    .seed(seed)
                    .validation(digits.validation());
        });
    }
}
