package dev.inercia.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.tune.SearchResult;
import dev.inercia.tune.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On executors in JVMs of their own: the bits of one JVM, also when executors are killed. */
@Timeout(200)
class ClusterTest {

    private static final CloudRecipe RECIPE = new CloudRecipe("adam", 0.01, 8);
    private static final Clouds[] DATA = {new Clouds(85, 1), new Clouds(44, 2), new Clouds(60, 3)};

    @TempDir
    static Path directory;

    private static int[] expected;
    private static Cluster cluster;
    private static JavaSparkContext context;

    @BeforeAll
    static void start() throws IOException {
        expected = Contexts.local("local[2]", local -> Contexts.bits(train(local, 0, new Killer(0))));
        cluster = new Cluster(directory);
        context = SparkJvm.context(cluster.url(), cluster.conf());
    }

    @AfterAll
    static void stop() {
        if (context != null) {
            context.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Starts the killer after this epoch; it has killed three epochs later, however slow the machine is. */
    private static Network train(JavaSparkContext on, int killsAfter, Killer killer) {
        Thread thread = new Thread(killer, "killer");
        TrainingResult result = Contexts.train(
                on,
                RECIPE,
                training -> training.everySteps(2).onEpoch(epoch -> {
                    if (epoch.number() == killsAfter) {
                        thread.start();
                    } else if (epoch.number() == killsAfter + 3) {
                        Cluster.await(() -> thread.isAlive() ? null : true, "the killer to end");
                    }
                }),
                DATA);
        assertThat(result.history().epochs()).hasSize(RECIPE.epochs());
        return result.network();
    }

    @Test
    void searchesAsThreadsDo() {
        SearchResult<CloudRecipe> result = new SparkSearch<CloudRecipe>(
                        SparkSearchTest.TRAINING, SparkSearchTest.VALIDATION)
                .by(Accuracy::new)
                .keepingBest()
                .run(context, SparkSearchTest.CANDIDATES);
        SparkSearchTest.assertSame(result, SparkSearchTest.onThreads());
    }

    @Test
    void trainsAsOneJvmDoes() {
        assertThat(Contexts.bits(train(context, 0, new Killer(0)))).isEqualTo(expected);
    }

    @Test
    void killedExecutorsCostTheirRounds() {
        Killer killer = new Killer(2);
        assertThat(Contexts.bits(train(context, 2, killer))).isEqualTo(expected);
        assertThat(killer.killed).isEqualTo(2);
    }

    /** Kills executors beside the training, one after the other. */
    private static final class Killer implements Runnable {

        private final int times;
        private volatile int killed;

        Killer(int times) {
            this.times = times;
        }

        @Override
        public void run() {
            List<ProcessHandle> before = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                ProcessHandle victim = Cluster.await(
                        () -> cluster.executors().stream()
                                .filter(process -> !before.contains(process))
                                .findFirst()
                                .orElse(null),
                        "an executor to kill");
                before.add(victim);
                if (victim.destroyForcibly()) {
                    killed++;
                }
            }
        }
    }

    /** The second candidate takes its executor down whenever it is tried. */
    @Test
    void aCandidateThatTakesItsExecutorDownFails() {
        List<CloudRecipe> candidates = Stream.of(0.01, 666.0, 0.03)
                .map(rate -> new CloudRecipe("adam", rate, 2))
                .toList();
        SearchResult<CloudRecipe> result = new SparkSearch<CloudRecipe>(
                        SparkSearchTest.TRAINING, SparkSearchTest.VALIDATION)
                .run(context, candidates);
        assertThat(result.trials()).extracting(Trial::candidate).last().isEqualTo(candidates.get(1));
        assertThat(result.trials().get(2).failure().orElseThrow())
                .contains("Job aborted due to stage failure")
                .contains("ExecutorLostFailure");
        assertThat(result.top(3)).containsExactlyInAnyOrder(candidates.get(0), candidates.get(2));
    }
}
