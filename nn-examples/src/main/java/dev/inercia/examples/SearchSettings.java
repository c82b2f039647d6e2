package dev.inercia.examples;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Momentum;
import dev.inercia.train.Trainer;
import dev.inercia.tune.Search;
import dev.inercia.tune.SearchResult;
import dev.inercia.tune.Space;
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

    /** The settings to search. */
    record Settings(double learningRate, double momentum, int batchSize) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "learning rate %.3g, momentum %.2f, batch size %d", learningRate, momentum, batchSize);
        }
    }

    /** A grid of 24 candidates; random search draws the learning rate log-uniformly. */
    static final Space<Settings> SPACE =
            choice -> new Settings(choice.logarithmic(0.01, 1, 4), choice.oneOf(0, 0.5, 0.9), choice.oneOf(10, 30));

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

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new SearchSettings(), args);
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--random", random);
        Console.requireAtLeastOne("--epochs", epochs);
        Digits digits = data.load();
        List<Settings> candidates = random == null ? SPACE.grid() : SPACE.random(random, seed);
        System.out.println("Data: " + digits.source());
        System.out.println(candidates.size() + " candidates, " + epochs + " epochs each, compared on "
                + digits.validation().size() + " validation images\n");
        run(digits, candidates, epochs, seed);
        return 0;
    }

    /** Searches; prints each trial as it ends, then all of them ranked. */
    static SearchResult<Settings> run(Digits digits, List<Settings> candidates, int epochs, long seed) {
        SearchResult<Settings> result = new Search<Settings>(settings -> trainer(settings, epochs, seed))
                .by(new Accuracy())
                .onTrial(System.out::println)
                .run(candidates, digits.training(), digits.validation());
        System.out.println("\nThe best first, by their best epoch:\n" + result);
        return result;
    }

    private static Trainer trainer(Settings settings, int epochs, long seed) {
        Network network = Network.input(784)
                .layer(new Dense(30, new Sigmoid()))
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(seed)
                .build();
        return new Trainer(
                        network, new SoftmaxCrossEntropy(), new Momentum(settings.learningRate(), settings.momentum()))
                .batchSize(settings.batchSize())
                .epochs(epochs)
                .seed(seed);
    }
}
