package dev.inercia.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Epoch;
import dev.inercia.train.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TuneTest {

    private static final Dataset DATA = rings(600, 1);
    private static final Dataset VALIDATION = rings(200, 2);

    private static Dataset rings(int count, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[count][2];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            x[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            labels[i] = Math.hypot(x[i][0], x[i][1]) < 0.8 ? 1 : 0;
        }
        return Dataset.of(x, labels);
    }

    private static Network network() {
        return Network.input(2)
                .layer(new Dense(12, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(1)
                .build();
    }

    private static Trainer trainer(double rate) {
        return new Trainer(network(), new SoftmaxCrossEntropy(), new Adam(rate))
                .batchSize(10)
                .epochs(4)
                .validation(VALIDATION);
    }

    @Test
    void theFinderSuggestsARateThatLearns() {
        double rate = new LearningRateFinder().find(trainer(0.001), DATA).suggestion();
        double found = accuracy(rate);
        assertThat(found).isGreaterThan(accuracy(rate / 100) + 0.05).isGreaterThan(accuracy(rate * 100) + 0.05);
        assertThat(found).isGreaterThan(0.8);
    }

    private static double accuracy(double rate) {
        return trainer(rate).train(DATA).best().orElseThrow().accuracy();
    }

    @Test
    void theFinderLeavesTheNetworkAloneAndRepeatsItself() {
        Trainer trainer = trainer(0.001);
        float[] before = trainer.network().parameters().flat().toFloatVector();
        LearningRateFinder finder = new LearningRateFinder(1e-4, 1, 100);
        LearningRateCurve curve = finder.find(trainer, DATA);
        assertThat(trainer.network().parameters().flat().toFloatVector()).containsExactly(before);
        assertThat(finder.find(trainer(0.001), DATA).points().equals(curve.points()))
                .isTrue();
    }

    @Test
    void ratesRiseExponentiallyFromTheLowestToTheHighest() {
        LearningRateCurve curve = new LearningRateFinder(1e-4, 1e-2, 101).find(trainer(0.001), DATA);
        assertThat(curve.points()).hasSize(101);
        assertThat(curve.points().get(0).learningRate()).isCloseTo(1e-4, within(1e-12));
        assertThat(curve.points().get(50).learningRate()).isCloseTo(1e-3, within(1e-11));
        assertThat(curve.points().get(100).learningRate()).isCloseTo(1e-2, within(1e-10));
        assertThat(curve.points().get(0).smoothed())
                .isCloseTo(curve.points().get(0).loss(), within(1e-12));
    }

    @Test
    void theTestEndsWhereTheLossIsFourTimesItsLowest() {
        LearningRateCurve curve = new LearningRateFinder(1e-3, 1e6, 400).find(trainer(0.001), DATA);
        assertThat(curve.points()).hasSizeLessThan(400);
        LearningRateCurve.Point last = curve.points().get(curve.points().size() - 1);
        assertThat(last.smoothed()).isGreaterThan(4 * curve.lowest().smoothed());
    }

    @Test
    void withoutAFallThereIsNoSuggestion() {
        LearningRateCurve curve = new LearningRateFinder(1e-12, 1e-10, 300).find(trainer(0.001), DATA);
        assertThatThrownBy(curve::suggestion)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "There is no learning rate to suggest: between 1\\.00e-12 and 1\\.00e-10 the loss fell"
                                + " from \\S+ to no less than \\S+\\. Try a wider range, or look for what else keeps the network"
                                + " from learning");
    }

    @Test
    void theFindersSettingsAreChecked() {
        assertThatThrownBy(() -> new LearningRateFinder(0, 1, 100))
                .hasMessage("LearningRateFinder: lowest must be finite and above 0, but is 0.0");
        assertThatThrownBy(() -> new LearningRateFinder(1, 0.5, 100))
                .hasMessage("LearningRateFinder: highest must be above lowest, 1.0, but is 0.5");
        assertThatThrownBy(() -> new LearningRateFinder(0.1, 1, 5))
                .hasMessage("LearningRateFinder: steps must be at least 20, but is 5");
        assertThatThrownBy(() -> new LearningRateFinder().find(trainer(0), DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LearningRateFinder: the optimizer's learning rate is 0");
    }

    private record Settings(double rate, int batchSize) {}

    private static Search<Settings> search() {
        List<Settings> grid = Candidates.grid(List.of(0.0001, 0.03, -1.0, 0.003), List.of(10, 60), Settings::new);
        return new Search<>(grid, settings -> trainer(settings.rate()).batchSize(settings.batchSize()));
    }

    @Test
    void aSearchGivesTheSameOnOneThreadAndOnThree() throws InterruptedException {
        Search.Results<Settings> one = search().threads(1).run(DATA);
        Search.Results<Settings> three = search().threads(3).run(DATA);
        assertThat(three.all().stream().map(Search.Result::candidate))
                .containsExactlyElementsOf(
                        one.all().stream().map(Search.Result::candidate).toList());
        for (int i = 0; i < 6; i++) {
            assertThat(losses(three.all().get(i))).isEqualTo(losses(one.all().get(i)));
        }
    }

    private static List<Double> losses(Search.Result<Settings> result) {
        return result.history().orElseThrow().epochs().stream().map(Epoch::loss).toList();
    }

    @Test
    void theBestComesFirstAndWhatFailsComesLast() throws InterruptedException {
        Search.Results<Settings> results = search().run(DATA);
        assertThat(results.best().candidate().rate()).isEqualTo(0.03);
        List<Integer> correct = results.all().stream()
                .flatMap(result -> result.best().stream())
                .map(Epoch::correct)
                .toList();
        assertThat(correct).hasSize(6).isSortedAccordingTo((a, b) -> b - a);
        assertThat(results.all().get(7).failure())
                .contains("Adam: learningRate must be finite and at least 0, but is -1.0");
        assertThat(results.toString().lines())
                .hasSize(8)
                .last()
                .asString()
                .startsWith("failed")
                .contains("-1.0");
    }

    @Test
    void aSearchNeedsValidationDataAndCandidates() throws InterruptedException {
        Search.Results<Settings> results = new Search<>(
                        List.of(new Settings(0.1, 10)),
                        settings -> new Trainer(network(), new SoftmaxCrossEntropy(), new Sgd(0.1)))
                .run(DATA);
        assertThatThrownBy(results::best)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "No candidate completed an epoch; the first failed with: a search compares on validation data:"
                                + " give the trainer some with .validation(...)");
        assertThatThrownBy(() -> new Search<>(List.<Settings>of(), settings -> trainer(1)))
                .hasMessage("Search: there is no candidate; give at least one");
        assertThatThrownBy(() -> search().threads(0)).hasMessage("Search: threads must be at least 1, but is 0");
    }

    @Test
    void anInterruptEndsASearch() throws InterruptedException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> search().run(DATA)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void candidatesAreSpacedAndDrawnAsAsked() {
        assertThat(Candidates.logSpaced(0.001, 0.1, 3))
                .satisfiesExactly(
                        a -> assertThat(a).isCloseTo(0.001, within(1e-15)),
                        b -> assertThat(b).isCloseTo(0.01, within(1e-15)),
                        c -> assertThat(c).isCloseTo(0.1, within(1e-15)));
        List<Double> drawn = Candidates.random(2000, 7, draw -> draw.logUniform(0.001, 10));
        assertThat(drawn).allMatch(rate -> rate >= 0.001 && rate <= 10);
        assertThat(drawn.stream().filter(rate -> rate < 0.1).count()).isBetween(900L, 1100L);
        assertThat(Candidates.random(2000, 7, draw -> draw.logUniform(0.001, 10)))
                .isEqualTo(drawn);
        assertThat(Candidates.random(100, 1, draw -> draw.of(1, 2, 3))).contains(1, 2, 3);
        assertThat(Candidates.grid(List.of(1, 2), List.of(3), List.of(4, 5), List::of))
                .isEqualTo(List.of(List.of(1, 3, 4), List.of(1, 3, 5), List.of(2, 3, 4), List.of(2, 3, 5)));
        assertThatThrownBy(() -> Candidates.logSpaced(0, 1, 3))
                .hasMessage("Expected a range of positive numbers, the lower one first, but got 0.0 to 1.0");
        assertThatThrownBy(() -> Candidates.random(0, 1, draw -> 1))
                .hasMessage("Expected at least 1 candidate, but count is 0");
    }
}
