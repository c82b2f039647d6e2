package dev.inercia.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.MatthewsCorrelation;
import dev.inercia.optim.Momentum;
import dev.inercia.train.Epoch;
import dev.inercia.train.Listener;
import dev.inercia.train.Measure;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SearchTest {

    record Settings(double learningRate, double momentum, int batchSize) {}

    private static final List<Settings> GRID = ((Space<Settings>) choice ->
                    new Settings(choice.logarithmic(0.0001, 1, 4), choice.oneOf(0, 0.9), choice.oneOf(10, 30)))
            .grid();

    private static final Dataset TRAINING = clouds(305, 1);
    private static final Dataset VALIDATION = clouds(200, 2);

    /** Three clouds of points in four dimensions, one overlapping the next. */
    private static Dataset clouds(int count, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[count][4];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < 4; j++) {
                x[i][j] = (float) ((j == labels[i] ? 1 : 0) + 0.5 * random.nextGaussian());
            }
        }
        return Dataset.of(x, labels);
    }

    private static Trainer trainer(Settings settings) {
        Network network = Network.input(4)
                .layer(new Dense(8, new Tanh()))
                .layer(new Dense(3))
                .output(new Softmax())
                .seed(1)
                .build();
        return new Trainer(
                        network, new SoftmaxCrossEntropy(), new Momentum(settings.learningRate(), settings.momentum()))
                .batchSize(settings.batchSize())
                .epochs(2)
                .seed(1);
    }

    /** What must not depend on threads: all but the seconds. */
    private static List<String> outcomes(SearchResult<Settings> result) {
        return result.trials().stream()
                .map(trial -> trial.candidate() + " " + trial.failure() + " "
                        + trial.history().epochs().stream()
                                .map(epoch -> epoch + " " + epoch.loss() + " " + epoch.validationLoss())
                                .toList())
                .toList();
    }

    @Test
    void theResultIsTheSameWhateverTheNumberOfThreads() {
        Search<Settings> search = new Search<>(SearchTest::trainer);
        List<String> alone = outcomes(search.threads(1).run(GRID, TRAINING, VALIDATION));
        assertThat(alone).hasSize(16);
        assertThat(outcomes(search.threads(2).run(GRID, TRAINING, VALIDATION))).isEqualTo(alone);
        assertThat(outcomes(search.threads(5).run(GRID, TRAINING, VALIDATION))).isEqualTo(alone);
    }

    @Test
    void aTrialIsWhatTheTrainerDoesByItself() {
        Settings settings = new Settings(0.1, 0.5, 10);
        Trial<Settings> trial = new Search<>(SearchTest::trainer)
                .run(List.of(settings), TRAINING, VALIDATION)
                .best()
                .orElseThrow();
        List<Epoch> alone =
                trainer(settings).validation(VALIDATION).train(TRAINING).epochs();
        assertThat(trial.candidate()).isEqualTo(settings);
        assertThat(trial.history().epochs()).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
            assertThat(trial.history().epochs().get(i).loss())
                    .isEqualTo(alone.get(i).loss());
            assertThat(trial.history().epochs().get(i).correct())
                    .isEqualTo(alone.get(i).correct());
        }
        assertThat(trial.seconds()).isPositive();
    }

    @Test
    void theBestComeFirst() {
        SearchResult<Settings> result = new Search<>(SearchTest::trainer).run(GRID, TRAINING, VALIDATION);
        List<Double> losses = result.trials().stream()
                .map(trial -> trial.best().orElseThrow().validationLoss())
                .toList();
        assertThat(losses).isSorted();
        assertThat(losses.get(0)).isLessThan(losses.get(15));
        assertThat(result.top(3))
                .containsExactlyElementsOf(result.trials().subList(0, 3).stream()
                        .map(Trial::candidate)
                        .toList());
        assertThat(result.best()).contains(result.trials().get(0));
        assertThat(result.toString().lines()).hasSize(16);
        assertThat(result.toString())
                .matches(
                        "(?s)Epoch \\d: \\d+ / 200, loss \\S+, validation loss \\S+ +\\d+\\.\\d s  Settings\\[learningRate=.*");
    }

    /** Ranked by a metric: the one with the lower loss of those with the same. */
    @Test
    void ranksByAMetricThatItMeasuresItself() {
        SearchResult<Settings> result =
                new Search<>(SearchTest::trainer).by(new MatthewsCorrelation()).run(GRID, TRAINING, VALIDATION);
        List<Measure> measures = result.trials().stream()
                .map(trial -> trial.best()
                        .orElseThrow()
                        .measure(new MatthewsCorrelation())
                        .orElseThrow())
                .toList();
        assertThat(measures).extracting(Measure::validation).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(result.trials().get(0).toString()).contains(", validation Matthews");
        assertThat(result.network()).isEmpty();
    }

    /** Its best epoch's parameters, whatever came after: the third epoch is a million times too fast. */
    @Test
    void keepsTheBestNetwork() {
        Search<Settings> search = new Search<Settings>(
                        settings -> trainer(settings).epochs(3).schedule(time -> time < 2 ? 1 : 1e3))
                .keepingBest();
        for (int threads = 1; threads <= 2; threads++) {
            SearchResult<Settings> result = search.threads(threads).run(GRID, TRAINING, VALIDATION);
            Trial<Settings> best = result.best().orElseThrow();
            assertThat(result.network()
                            .orElseThrow()
                            .evaluate(VALIDATION, new Accuracy())
                            .correct())
                    .isEqualTo(best.best().orElseThrow().correct());
            assertThat(best.history().restored())
                    .contains(best.best().orElseThrow().number());
        }
    }

    @Test
    void refusesCandidatesThatShareANetwork() {
        Trainer shared = trainer(GRID.get(0));
        Search<String> search = new Search<String>(name -> shared).threads(1);
        assertThatThrownBy(() -> search.run(List.of("a", "b"), TRAINING, VALIDATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Search: candidates a and b train the same network, so one would go on from where the other"
                        + " ended: build a network for each candidate");
    }

    @Test
    void equalsStayInTheOrderOfTheCandidates() {
        List<String> names = List.of("d", "a", "c", "b");
        SearchResult<String> result = new Search<String>(name -> trainer(GRID.get(8))).run(names, TRAINING, VALIDATION);
        assertThat(result.top(4)).isEqualTo(names);
    }

    @Test
    void aCandidateThatFailsIsKeptAndTheOthersGoOn() {
        List<Settings> candidates =
                List.of(new Settings(-1, 0, 10), new Settings(0.1, 0, 10), new Settings(1e38, 0, 10));
        SearchResult<Settings> result =
                new Search<>(SearchTest::trainer).threads(1).run(candidates, TRAINING, VALIDATION);
        assertThat(result.trials())
                .extracting(trial -> trial.candidate().learningRate())
                .containsExactly(0.1, -1.0, 1e38);
        Trial<Settings> failed = result.trials().get(1);
        assertThat(failed.failure()).contains("Momentum: learningRate must be finite and at least 0, but" + " is -1.0");
        assertThat(failed.best()).isEmpty();
        assertThat(failed.toString())
                .startsWith("failed, 0.0 s, Settings[learningRate=-1.0, momentum=0.0, batchSize=10]: Momentum: ");
        Trial<Settings> diverged = result.trials().get(2);
        assertThat(diverged.failure()).isEmpty();
        assertThat(diverged.toString())
                .startsWith("no epoch finished, ")
                .contains(": a number was not finite in step ");
        assertThat(result.top(5)).containsExactly(candidates.get(1));
    }

    @Test
    void whereAllFailThereIsNoBest() {
        SearchResult<String> result = new Search<String>(candidate -> {
                    throw new IllegalStateException("no " + candidate);
                })
                .run(List.of("a", "b"), TRAINING, VALIDATION);
        assertThat(result.best()).isEmpty();
        assertThat(result.top(1)).isEmpty();
        assertThat(result.trials())
                .extracting(trial -> trial.failure().orElseThrow())
                .containsExactly("java.lang.IllegalStateException: no a", "java.lang.IllegalStateException: no b");
    }

    /** Two trials that wait for each other in their first step can only end if they run at the same time. */
    @Test
    @Timeout(60)
    void trialsRunAtTheSameTimeOnDaemonThreads() {
        CyclicBarrier bothRun = new CyclicBarrier(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Search<Integer> search = new Search<Integer>(candidate -> {
                    threads.add(Thread.currentThread());
                    try {
                        bothRun.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return trainer(GRID.get(candidate));
                })
                .threads(2);
        assertThat(search.run(List.of(0, 1), TRAINING, VALIDATION).top(2)).hasSize(2);
        assertThat(threads).hasSize(2).allMatch(Thread::isDaemon).doesNotContain(Thread.currentThread());
    }

    @Test
    void tellsOfEveryTrialOnTheCallersThread() {
        List<Trial<Settings>> told = new ArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        SearchResult<Settings> result = new Search<>(SearchTest::trainer)
                .onTrial(trial -> {
                    told.add(trial);
                    threads.add(Thread.currentThread());
                })
                .run(GRID, TRAINING, VALIDATION);
        assertThat(told).containsExactlyInAnyOrderElementsOf(result.trials());
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    /** The first trial ends; the second is under way, for a million epochs, when its listener interrupts the search. */
    @Test
    @Timeout(60)
    void interruptingEndsAllTrials() {
        Thread caller = Thread.currentThread();
        CountDownLatch firstTold = new CountDownLatch(1);
        Search<Integer> search = new Search<Integer>(candidate -> candidate == 0
                        ? trainer(GRID.get(0))
                        : trainer(GRID.get(1)).epochs(1_000_000).listener(new Listener() {
                            @Override
                            public void onEpoch(Training training, Epoch epoch) {
                                if (epoch.number() == 1) {
                                    awaitQuietly(firstTold);
                                    caller.interrupt();
                                }
                            }
                        }))
                .threads(1)
                .onTrial(trial -> firstTold.countDown());
        SearchResult<Integer> result = search.run(List.of(0, 1, 2), TRAINING, VALIDATION);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.trials()).extracting(Trial::candidate).containsExactly(0, 1, 2);
        assertThat(result.trials().get(0).failure()).isEmpty();
        assertThat(result.trials().get(1).failure()).contains("interrupted");
        assertThat(result.trials().get(1).history().epochs()).isNotEmpty();
        assertThat(result.trials().get(2).failure()).contains("interrupted before it began");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Timeout(60)
    void anErrorEndsTheSearch() {
        Search<Integer> search = new Search<Integer>(candidate -> {
                    if (candidate == 0) {
                        throw new OutOfMemoryError("as if");
                    }
                    return trainer(GRID.get(0)).epochs(1_000_000);
                })
                .threads(2);
        assertThatThrownBy(() -> search.run(List.of(0, 1), TRAINING, VALIDATION))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("as if");
    }

    @Test
    void refusesWhatCannotBe() {
        Search<Settings> search = new Search<>(SearchTest::trainer);
        assertThatThrownBy(() -> search.threads(0)).hasMessage("Search: threads must be at least 1, but is 0");
        assertThatThrownBy(() -> search.run(List.of(), TRAINING, VALIDATION))
                .hasMessage("Search: the number of candidates must be at least 1, but is 0");
        assertThatThrownBy(() -> search.run(GRID, TRAINING, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("validation");
    }
}
