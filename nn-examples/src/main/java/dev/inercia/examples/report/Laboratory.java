package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Trains setups, several at a time. Each has its network and its trainer for itself, so company changes no bit. */
final class Laboratory {

    /**
     * What a training came to.
     *
     * @param history its epochs and warnings
     * @param activity what its units did
     * @param steps how many it took
     */
    record Result(History history, List<Activity> activity, long steps) {}

    private final Dataset training;
    private final Dataset test;
    private final Progress progress;

    Laboratory(Dataset training, Dataset test, Progress progress) {
        this.training = training;
        this.test = test;
        this.progress = progress;
    }

    /** The network that a setup begins with. */
    static Network network(Setup setup) {
        Initializer weights = setup.start() == Start.SCALED ? new ScaledNormal() : new StandardNormal();
        return Network.input(784)
                .layer(new Dense(setup.hidden(), new Sigmoid()).weights(weights).biases(new StandardNormal()))
                .layer(new Dense(10).weights(weights).biases(new StandardNormal()))
                .output(setup.cost() == Cost.QUADRATIC ? new Sigmoid() : new Softmax())
                .seed(setup.seed())
                .build();
    }

    /**
     * Trains all of them. Interrupting the thread ends it with those that are done; the thread stays interrupted.
     *
     * @param threads trainings at the same time
     */
    Map<Setup, Result> train(Collection<Setup> setups, int threads) {
        Map<Setup, Result> results = new ConcurrentHashMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            // The longest first, so that no thread is left with one in the end.
            List<? extends Future<?>> futures = setups.stream()
                    .distinct()
                    .sorted(Comparator.comparingDouble((Setup setup) -> -work(setup, training.size())))
                    .map(setup -> workers.submit(() -> train(setup, results)))
                    .toList();
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
        return results;
    }

    private void train(Setup setup, Map<Setup, Result> results) {
        ActivityWatch watch = new ActivityWatch();
        Trainer trainer = new Trainer(
                        network(setup),
                        setup.cost() == Cost.QUADRATIC ? new Quadratic() : new SoftmaxCrossEntropy(),
                        setup.optimizer())
                .batchSize(setup.batchSize())
                .epochs(setup.epochs())
                .seed(setup.seed())
                .validation(test)
                .listener(watch)
                .listener(progress.listener(setup));
        History history = trainer.train(training);
        if (!Thread.currentThread().isInterrupted()) {
            results.put(setup, new Result(history, List.copyOf(watch.activity()), watch.steps()));
            progress.done(setup, history);
        }
    }

    /**
     * How long a setup takes on so many images, in a unit of its own: steps, weighed by what they cost as measured.
     */
    static double work(Setup setup, int images) {
        double steps = (double) setup.epochs() * images / setup.batchSize();
        return steps * (20 + 0.5 * setup.batchSize() + 0.04 * setup.batchSize() * setup.hidden());
    }
}
