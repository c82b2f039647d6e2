package dev.inercia.examples.compare;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.train.History;
import dev.inercia.train.StopOnNonFinite;
import dev.inercia.train.Trainer;
import dev.inercia.tune.LearningRateFinder;
import dev.inercia.tune.Search;
import dev.inercia.tune.Space;
import dev.inercia.tune.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Finds the learning rate of each contender, trains with it, and times it: 784-30-10, sigmoids, softmax cross-entropy,
 * batches of 10.
 *
 * @param training the training set
 * @param validation for choosing learning rates and for measuring after every epoch
 * @param epochs of the trainings
 * @param searchEpochs of the trainings that choose a learning rate
 * @param seed the first seed, also that of the searches
 * @param seeds the number of seeds
 */
public record Tournament(Dataset training, Dataset validation, int epochs, int searchEpochs, long seed, int seeds) {

    private static final int BATCH_SIZE = 10;
    /** The search covers this factor above and below the finder's suggestion, in steps of a factor of 2. */
    private static final double AROUND = 8;

    private static final int RATES = 7;
    /** The centre of the search if the finder has no suggestion. */
    private static final double ANYWHERE = 0.01;

    private static final int TIMING_ROUNDS = 3;

    /**
     * The learning rate found for a contender.
     *
     * @param learningRate the best of those tried
     * @param atEdge true if it was the lowest or the highest of them
     */
    public record Rate(double learningRate, boolean atEdge) {}

    /**
     * The trainings of a contender.
     *
     * @param histories one per seed
     * @param networks the trained networks
     */
    public record Trained(List<History> histories, List<Network> networks) {

        /** The fraction of these images that each network classifies correctly. */
        public List<Double> accuracies(Dataset test) {
            return networks.stream()
                    .map(network -> network.evaluate(test, new Accuracy()).value())
                    .toList();
        }
    }

    private record Candidate(Contender contender, double learningRate) {

        @Override
        public String toString() {
            return contender + " at " + learningRate;
        }
    }

    private record Run(Contender contender, long seed) {

        @Override
        public String toString() {
            return contender + ", seed " + seed;
        }
    }

    /**
     * The best learning rate of each: the finder's suggestion and six around it, each trained and ranked on the
     * validation images, on all cores.
     */
    public Map<Contender, Rate> findRates(List<Contender> contenders) {
        List<Candidate> candidates = new ArrayList<>();
        for (Contender contender : contenders) {
            OptionalDouble suggestion = new LearningRateFinder()
                    .find(trainer(contender, ANYWHERE, searchEpochs, seed), training)
                    .suggestion();
            System.out.println(contender + ": the finder suggests "
                    + (suggestion.isPresent() ? suggestion.getAsDouble() : "none, so around " + ANYWHERE));
            double middle = suggestion.orElse(ANYWHERE);
            Space<Candidate> space =
                    choice -> new Candidate(contender, choice.logarithmic(middle / AROUND, middle * AROUND, RATES));
            candidates.addAll(space.grid());
        }
        List<Trial<Candidate>> ranked = new Search<Candidate>(
                        candidate -> trainer(candidate.contender(), candidate.learningRate(), searchEpochs, seed))
                .by(new Accuracy())
                .run(candidates, training, validation)
                .trials();
        Map<Contender, Rate> rates = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            double[] tried = candidates.stream()
                    .filter(candidate -> candidate.contender() == contender)
                    .mapToDouble(Candidate::learningRate)
                    .toArray();
            double best = ranked.stream()
                    .map(Trial::candidate)
                    .filter(candidate -> candidate.contender() == contender)
                    .findFirst()
                    .orElseThrow()
                    .learningRate();
            rates.put(contender, new Rate(best, best == tried[0] || best == tried[tried.length - 1]));
        }
        return rates;
    }

    /** Trains each at its learning rate, once for each seed, on all cores. */
    public Map<Contender, Trained> train(Map<Contender, Rate> rates) {
        List<Run> runs = rates.keySet().stream()
                .flatMap(contender -> LongStream.range(seed, seed + seeds).mapToObj(s -> new Run(contender, s)))
                .toList();
        Map<Run, Network> networks = new ConcurrentHashMap<>();
        List<Trial<Run>> trials = new Search<Run>(run -> {
                    Trainer trainer =
                            trainer(run.contender(), rates.get(run.contender()).learningRate(), epochs, run.seed());
                    networks.put(run, trainer.network());
                    return trainer;
                })
                .onTrial(System.out::println)
                .run(runs, training, validation)
                .trials();
        Map<Contender, Trained> trained = new LinkedHashMap<>();
        for (Contender contender : rates.keySet()) {
            List<Trial<Run>> own = trials.stream()
                    .filter(trial -> trial.candidate().contender() == contender)
                    .filter(trial -> trial.best().isPresent())
                    .toList();
            trained.put(
                    contender,
                    new Trained(
                            own.stream().map(Trial::history).toList(),
                            own.stream()
                                    .map(trial -> networks.get(trial.candidate()))
                                    .toList()));
        }
        return trained;
    }

    /**
     * The time of a training step of each contender, in microseconds: measured in its second epoch, alone on the
     * machine; the median of three rounds. All take turns in each round, so that disturbances affect all alike.
     */
    public Map<Contender, Double> time(Map<Contender, Rate> rates) {
        Map<Contender, double[]> times = new LinkedHashMap<>();
        for (int round = 0; round < TIMING_ROUNDS; round++) {
            for (Map.Entry<Contender, Rate> entry : rates.entrySet()) {
                double[] rounds = times.computeIfAbsent(entry.getKey(), key -> new double[TIMING_ROUNDS]);
                History history = trainer(entry.getKey(), entry.getValue().learningRate(), 2, seed)
                        .train(training);
                double seconds = history.last().orElseThrow().trainingSeconds();
                rounds[round] = 1e6 * seconds / stepsPerEpoch();
            }
        }
        Map<Contender, Double> medians = new LinkedHashMap<>();
        times.forEach((contender, rounds) -> {
            Arrays.sort(rounds);
            medians.put(contender, rounds[TIMING_ROUNDS / 2]);
        });
        return medians;
    }

    /** The bytes of optimizer state per parameter. */
    public int bytesPerParameter(Contender contender) {
        Trainer trainer = trainer(contender, ANYWHERE, epochs, seed);
        return trainer.optimizer().start(trainer.network().parameters()).bytesPerParameter();
    }

    private long stepsPerEpoch() {
        return (training.size() + BATCH_SIZE - 1) / BATCH_SIZE;
    }

    private Trainer trainer(Contender contender, double learningRate, int epochs, long seed) {
        Network network = Network.input(784)
                .layer(new Dense(30, new Sigmoid()))
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(seed)
                .build();
        return new Trainer(
                        network, new SoftmaxCrossEntropy(), contender.make().at(learningRate, epochs * stepsPerEpoch()))
                .batchSize(BATCH_SIZE)
                .epochs(epochs)
                .seed(seed)
                .listeners(List.of(new StopOnNonFinite())); // diagnosis would warn of rates that are meant to fail
    }
}
