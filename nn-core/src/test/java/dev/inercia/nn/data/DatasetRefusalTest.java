package dev.inercia.nn.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.tensor.Shape;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Bad input is refused at the door, with what was expected, what came, and where. */
class DatasetRefusalTest {

    private static final Dataset THREE = Dataset.of(new float[][] {{1}, {2}, {3}}, new int[] {0, 1, 0});

    private static void refused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void refusesNoExamples() {
        String message = "Expected at least one example, but got features for 0 and targets for 0";
        refused(() -> Dataset.of(new float[0][], new int[0]), message);
        refused(() -> Dataset.of(new float[0][], new float[0][]), message);
        refused(() -> Dataset.ofBytes(new byte[0], Shape.of(2), new byte[0], 2), message);
        refused(
                () -> Dataset.of(Nd4j.empty(DataType.FLOAT), Nd4j.empty(DataType.FLOAT)),
                "Expected targets for at least one example, but got shape []");
        refused(
                () -> Dataset.of(Nd4j.empty(DataType.FLOAT), Nd4j.createFromArray(1f)),
                "Expected at least one example, but got features for 0 and targets for 1");
    }

    @Test
    void refusesOtherNumbersOfTargets() {
        String message = "Expected as many targets as examples, but got features for 2 examples and targets for 3";
        float[][] two = {{1}, {2}};
        refused(() -> Dataset.of(two, new int[3]), message);
        refused(() -> Dataset.of(two, new float[3][1]), message);
        refused(() -> Dataset.of(Nd4j.createFromArray(two), Nd4j.createFromArray(0, 1, 0)), message);
        refused(() -> Dataset.ofBytes(new byte[8], Shape.of(2, 2), new byte[3], 2), message);
    }

    @Test
    void refusesRaggedRows() {
        refused(
                () -> Dataset.of(new float[][] {{1, 2}, {3}}, new int[2]),
                "Expected 2 features in every example, as in the first, but example 1 has 1");
        refused(
                () -> Dataset.of(new float[][] {{1}, {2}}, new float[][] {{1}, {2, 3}}),
                "Expected 1 targets in every example, as in the first, but example 1 has 2");
    }

    @Test
    void refusesExamplesWithoutFeatures() {
        refused(
                () -> Dataset.of(new float[][] {{}, {}}, new int[2]),
                "Expected at least one of features in every example, but got none");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesNumbersThatAreNotFinite(float value) {
        float[][] bad = {{1, 2}, {3, value}};
        String features = "Expected finite features, but example 1 has " + value + " at index 1: remove or replace it"
                + " before training";
        refused(() -> Dataset.of(bad, new int[2]), features);
        refused(() -> Dataset.of(Nd4j.createFromArray(bad), Nd4j.createFromArray(0, 1)), features);
        INDArray doubles = Nd4j.createFromArray(bad).castTo(DataType.DOUBLE).dup('f');
        refused(() -> Dataset.of(doubles, Nd4j.createFromArray(0, 1)), features);
        refused(() -> Dataset.of(new float[2][1], bad), features.replace("features", "targets"));
    }

    @Test
    void refusesClassesOutOfRange() {
        float[][] two = {{1}, {2}};
        refused(
                () -> Dataset.of(two, new int[] {0, 3}, 3),
                "Class index 3 of example 1 is out of range: with 3 classes expected 0 to 2");
        refused(
                () -> Dataset.of(two, new int[] {-1, 1}),
                "Class index -1 of example 0 is out of range: with 2 classes expected 0 to 1");
        refused(
                () -> Dataset.of(two, new int[] {0, -5}),
                "Class index -5 of example 1 is out of range: with 1 classes expected 0 to 0");
        refused(
                () -> Dataset.ofBytes(new byte[2], Shape.of(1), new byte[] {0, (byte) 200}, 100),
                "Class index 200 of example 1 is out of range: with 100 classes expected 0 to 99");
        refused(() -> Dataset.of(two, new int[2], 0), "Expected at least 1 class, but got 0");
    }

    @Test
    void refusesLabelsThatAreNotClassIndices() {
        INDArray features = Nd4j.createFromArray(new float[][] {{1}, {2}});
        String message = "Targets of shape [2] are class indices, whole numbers from 0 on, but example 1 has %s:"
                + " for a value per example reshape them to [2, 1]";
        for (float label : new float[] {0.5f, -1, Float.NaN, 3e9f}) {
            refused(() -> Dataset.of(features, Nd4j.createFromArray(0, label)), String.format(message, (double) label));
        }
    }

    @Test
    void refusesFeaturesOfRankOne() {
        refused(
                () -> Dataset.of(Nd4j.createFromArray(1f, 2f), Nd4j.createFromArray(0, 1)),
                "Expected features of shape [examples, ...], but got [2]: reshape them to [examples, 1]");
    }

    @Test
    void refusesBytesThatDoNotDivide() {
        refused(
                () -> Dataset.ofBytes(new byte[11], Shape.of(2, 2), new byte[2], 2),
                "Expected a whole number of examples of shape [2, 2], 4 bytes each, but got 11 bytes: 2 examples and"
                        + " 3 bytes over");
    }

    @Test
    void refusesRowsThatAreNotThere() {
        String range = "Cannot take rows %d to %d (exclusive) of 3 examples: expected 0 <= from < to <= 3";
        refused(() -> THREE.subset(-1, 2), String.format(range, -1, 2));
        refused(() -> THREE.subset(1, 4), String.format(range, 1, 4));
        refused(() -> THREE.subset(2, 2), String.format(range, 2, 2));
        refused(() -> THREE.subset(2, 1), String.format(range, 2, 1));
        refused(() -> THREE.subset(new int[] {0, 3}), "There is no row 3: the data set has rows 0 to 2");
        refused(() -> THREE.subset(new int[] {-1}), "There is no row -1: the data set has rows 0 to 2");
        refused(() -> THREE.subset(new int[0]), "Cannot take 0 rows: a data set has at least one example");
        refused(() -> THREE.subset(0, 2).subset(new int[] {2}), "There is no row 2: the data set has rows 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, 0.1, 0.9, Double.NaN})
    void refusesSplitsThatLeaveASideEmpty(double fraction) {
        refused(
                () -> THREE.split(fraction),
                "Cannot split 3 examples at a fraction of " + fraction
                        + ": expected a fraction in (0, 1) that leaves examples on both sides");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesBatchesWithoutExamples(int rows) {
        String message = "A batch has at least 1 example, but got a batch size of " + rows;
        refused(() -> THREE.batches(rows, DataType.FLOAT), message);
        refused(() -> THREE.batch(rows, DataType.FLOAT), message);
        refused(() -> THREE.shuffled(1).batch(rows, DataType.FLOAT), message);
    }

    @Test
    void refusesOtherTypesOfBatches() {
        refused(
                () -> THREE.batch(1, DataType.INT32),
                "Expected an array of FLOAT or DOUBLE, but got INT: convert it with castTo(DataType.FLOAT)");
    }
}
