package dev.inercia.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Data in parts, in folds, and with the classes in each. */
class SplitTest {

    /** The feature is the row; 70 of class 0, then 20 of class 1, then 10 of class 2. */
    private static final Dataset SORTED = sorted(70, 20, 10);

    private static Dataset sorted(int... counts) {
        int n = Arrays.stream(counts).sum();
        float[][] x = new float[n][1];
        int[] labels = new int[n];
        for (int i = 0, row = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i]; j++, row++) {
                x[row][0] = row;
                labels[row] = i;
            }
        }
        return Dataset.of(x, labels);
    }

    private static int[] rows(Dataset data) {
        return Arrays.stream(data.batches(data.size(), DataType.DOUBLE)
                        .get(0)
                        .features()
                        .dup('c')
                        .data()
                        .asDouble())
                .mapToInt(value -> (int) value)
                .toArray();
    }

    private static int[] counts(Dataset data) {
        int[] counts = new int[data.classes()];
        for (int label : data.labels()) {
            counts[label]++;
        }
        return counts;
    }

    @Test
    void threePartsAreInOrder() {
        Parts parts = SORTED.split(0.6, 0.15);
        assertThat(rows(parts.training()))
                .containsExactly(IntStream.range(0, 60).toArray());
        assertThat(rows(parts.validation()))
                .containsExactly(IntStream.range(60, 75).toArray());
        assertThat(rows(parts.test())).containsExactly(IntStream.range(75, 100).toArray());
        for (double[] bad :
                new double[][] {{0.6, 0.4}, {0.6, 0.001}, {0, 0.5}, {0.5, -0.2}, {0.9, 0.3}, {Double.NaN, 0.1}}) {
            assertThatThrownBy(() -> SORTED.split(bad[0], bad[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "Cannot split 100 examples at fractions of " + bad[0] + " and " + bad[1] + ": expected ");
        }
    }

    @Test
    void everyPartHasEachClassesShare() {
        Dataset stratified = SORTED.stratified(3);
        assertThat(rows(stratified))
                .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
        Split split = stratified.split(0.8);
        assertThat(counts(split.first())).containsExactly(56, 16, 8);
        assertThat(counts(split.second())).containsExactly(14, 4, 2);
        for (int from = 0; from < 90; from++) {
            int[] counts = counts(stratified.subset(from, from + 10));
            assertThat(counts[0]).isBetween(6, 8);
            assertThat(counts[1]).isBetween(1, 3);
            assertThat(counts[2]).isBetween(0, 2);
        }
        assertThat(rows(SORTED.stratified(3))).containsExactly(rows(stratified));
        assertThat(rows(SORTED.stratified(4))).isNotEqualTo(rows(stratified));
        assertThatThrownBy(() -> Dataset.of(new float[2][1], new float[2][2]).stratified(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected one class index per example, but the targets are values of shape [2]");
    }

    @Test
    void everyExampleIsHeldOutOnce() {
        for (int k : new int[] {2, 3, 7, 100}) {
            List<Integer> heldOut = new ArrayList<>();
            for (Split fold : SORTED.kFold(k, 5).folds()) {
                List<Integer> rows = new ArrayList<>();
                Arrays.stream(rows(fold.second())).forEach(rows::add);
                heldOut.addAll(rows);
                Arrays.stream(rows(fold.first())).forEach(rows::add);
                assertThat(rows)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, 100).boxed().toList());
                assertThat(fold.second().size()).isBetween(100 / k, 100 / k + 1);
            }
            assertThat(heldOut)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 100).boxed().toList());
        }
        for (Split fold : SORTED.kFold(5, 1).folds()) {
            assertThat(counts(fold.second())).containsExactly(14, 4, 2);
        }
        for (int k : new int[] {1, 101}) {
            assertThatThrownBy(() -> SORTED.kFold(k, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot cut 100 examples into " + k + " folds: expected 2 to 100");
        }
    }

    @Test
    void foldsOfValuesAreShuffled() {
        Dataset values = Dataset.of(new float[][] {{0}, {1}, {2}, {3}, {4}, {5}}, new float[6]);
        Folds folds = values.kFold(3, 2);
        assertThat(rows(folds.folds().get(0).second())).isNotEqualTo(new int[] {0, 1});
        assertThat(folds.score(fold -> rows(fold.second())[0]).values()).hasSize(3);
    }

    @Test
    void scoresHaveAMeanAndASpread() {
        Scores scores = SORTED.kFold(4, 1).score(fold -> fold.second().size());
        assertThat(scores).isEqualTo(new Scores(List.of(25.0, 25.0, 25.0, 25.0)));
        Scores four = new Scores(List.of(0.9, 0.8, 1.0, 0.9));
        assertThat(four.mean()).isEqualTo(0.9, within(1e-12));
        assertThat(four.spread()).isEqualTo(Math.sqrt(0.02 / 3), within(1e-12));
        assertThat(four).hasToString("0.9000 +- 0.082 (4 values)");
        assertThat(new Scores(List.of(0.5))).hasToString("0.5000 +- 0.0 (1 value)");
        assertThatThrownBy(() -> new Scores(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected at least one score");
    }

    @Test
    void sortedDataCutAsItIsHasClassesNeverSeen() {
        assertThat(SORTED.split(0.8).unseenClasses()).containsExactly(2);
        assertThat(SORTED.split(0.5).unseenClasses()).containsExactly(1, 2);
        assertThat(SORTED.stratified(1).split(0.8).unseenClasses()).isEmpty();
        Dataset values = Dataset.of(new float[2][1], new float[2][1]);
        assertThat(new Split(values, values).unseenClasses()).isEmpty();
    }
}
