package dev.inercia.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConfusionMatrixTest {

    /** Predictions of the given classes. */
    private static INDArray predictions(int classes, int... predicted) {
        float[][] scores = new float[predicted.length][classes];
        for (int i = 0; i < predicted.length; i++) {
            scores[i][predicted[i]] = 1;
        }
        return Nd4j.createFromArray(scores);
    }

    private static ConfusionMatrix example(ConfusionMatrix matrix) {
        matrix.add(predictions(3, 0, 0, 1, 1), Nd4j.createFromArray(0, 0, 0, 1));
        matrix.add(predictions(3, 0, 1), predictions(3, 1, 1));
        return matrix;
    }

    @Test
    void countsWhatWasTakenForWhat() {
        ConfusionMatrix matrix = example(new ConfusionMatrix());
        int[][] expected = {{2, 1, 0}, {1, 2, 0}, {0, 0, 0}};
        for (int actual = 0; actual < 3; actual++) {
            for (int predicted = 0; predicted < 3; predicted++) {
                assertThat(matrix.count(actual, predicted)).isEqualTo(expected[actual][predicted]);
            }
        }
        assertThat(matrix.classes()).isEqualTo(3);
        assertThat(matrix.correct()).isEqualTo(4);
        assertThat(matrix.total()).isEqualTo(6);
        assertThat(matrix.value()).isEqualTo(4 / 6.0);
        assertThat(matrix.actual(0)).isEqualTo(3);
        assertThat(matrix.predicted(1)).isEqualTo(3);
    }

    @Test
    void computesPrecisionRecallAndF1() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        // Class 0: 3 of 4 recognised, predicted 5 times. Class 1: 1 of 3, predicted twice. Class 2: never.
        matrix.add(predictions(3, 0, 0, 0, 1, 0, 0, 1), Nd4j.createFromArray(0, 0, 0, 0, 1, 1, 1));
        assertThat(matrix.precision(0)).isEqualTo(3 / 5.0);
        assertThat(matrix.recall(0)).isEqualTo(3 / 4.0);
        assertThat(matrix.f1(0)).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(matrix.precision(1)).isEqualTo(1 / 2.0);
        assertThat(matrix.recall(1)).isEqualTo(1 / 3.0);
        assertThat(matrix.f1(1)).isEqualTo(0.4, within(1e-12));
        assertThat(matrix.precision(2)).isNaN();
        assertThat(matrix.recall(2)).isNaN();
        assertThat(matrix.f1(2)).isNaN();
        assertThat(matrix.macroF1()).isEqualTo((2 / 3.0 + 0.4) / 2, within(1e-12));
    }

    /** Counts are numbers of examples, shares are by weight. */
    @Test
    void sharesAreByWeight() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        matrix.add(predictions(2, 0, 1, 0, 1), Nd4j.createFromArray(0, 0, 1, 1), new double[] {1, 2, 0, 4});
        assertThat(matrix.total()).isEqualTo(3);
        assertThat(matrix.correct()).isEqualTo(2);
        assertThat(matrix.value()).isEqualTo(5 / 7.0);
        assertThat(matrix.recall(0)).isEqualTo(1 / 3.0);
        assertThat(matrix.precision(1)).isEqualTo(4 / 6.0);
        assertThat(matrix.f1(0)).isEqualTo(2 / 4.0);
    }

    /** The mean of F1s, 1/3; the harmonic mean of mean precision and mean recall would be 0.3888889. */
    @Test
    void macroF1IsTheMeanOfF1() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        matrix.add(predictions(3, 0, 1, 2, 0, 1, 1, 0), Nd4j.createFromArray(0, 0, 0, 0, 0, 1, 2));
        assertThat(matrix.f1(Average.MACRO)).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(matrix.f1(Average.MICRO)).isEqualTo(matrix.value(), within(1e-12));
    }

    @Test
    void aClassNeverPredictedCountsAsZero() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        matrix.add(predictions(2, 0, 0), Nd4j.createFromArray(0, 1));
        assertThat(matrix.f1(1)).isZero();
        assertThat(matrix.macroF1()).isEqualTo(1 / 3.0, within(1e-12));
    }

    @Test
    void recallOfAbsentClassesCountsInItsMeanButNotInBalancedAccuracy() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        matrix.add(predictions(3, 0, 2, 1), Nd4j.createFromArray(0, 0, 1));
        assertThat(matrix.balancedAccuracy()).isEqualTo(0.75);
        assertThat(matrix.recall(Average.MACRO)).isEqualTo(0.5);
    }

    @Test
    void rowsAreActualAndColumnsPredictedWhicheverOccur() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        matrix.add(predictions(4, 1, 1, 1), Nd4j.createFromArray(0, 2, 2));
        assertThat(matrix.classes()).isEqualTo(4);
        assertThat(matrix.predicted(1)).isEqualTo(3);
        assertThat(matrix.count(2, 1)).isEqualTo(2);
        assertThat(matrix.toString()).contains("""
                2          0     2     0     0    0.0000        NaN  0.0000
                """);
    }

    @Test
    void recognisesACollapsedClassifier() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        assertThat(matrix.onlyPrediction()).isEmpty();
        matrix.add(predictions(3, 2, 2), Nd4j.createFromArray(2, 2));
        assertThat(matrix.onlyPrediction()).as("only one class occurred").isEmpty();
        matrix.add(predictions(3, 2), Nd4j.createFromArray(0));
        assertThat(matrix.onlyPrediction()).hasValue(2);
        matrix.add(predictions(3, 1), Nd4j.createFromArray(0));
        assertThat(matrix.onlyPrediction()).isEmpty();
    }

    @Test
    void countsSingleOutputsAsTwoClasses() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        matrix.add(Nd4j.createFromArray(new float[][] {{0.9f}, {0.2f}, {0.8f}}), Nd4j.createFromArray(1, 0, 0));
        assertThat(matrix.classes()).isEqualTo(2);
        assertThat(matrix.count(1, 1)).isEqualTo(1);
        assertThat(matrix.count(0, 0)).isEqualTo(1);
        assertThat(matrix.count(0, 1)).isEqualTo(1);
    }

    @Test
    void printsATable() {
        String expected = """
                actual     0     1     2    recall  precision      F1
                0          2     1     0    0.6667     0.6667  0.6667
                1          1     2     0    0.6667     0.6667  0.6667
                2          0     0     0       NaN        NaN     NaN
                4 / 6 correct, accuracy 0.6667, macro F1 0.6667""";
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(example(new ConfusionMatrix())).hasToString(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void printsNames() {
        assertThat(example(new ConfusionMatrix(List.of("cat", "hippopotamus", "ox"))))
                .hasToString("""
                        actual              cat hippopotam         ox    recall  precision      F1
                        cat                   2          1          0    0.6667     0.6667  0.6667
                        hippopotamus          1          2          0    0.6667     0.6667  0.6667
                        ox                    0          0          0       NaN        NaN     NaN
                        4 / 6 correct, accuracy 0.6667, macro F1 0.6667""");
    }

    @Test
    void keepsPredictionsThatAreNotNumbersApart() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        float nan = Float.NaN;
        matrix.add(Nd4j.createFromArray(new float[][] {{0, 1}, {nan, nan}, {nan, nan}}), Nd4j.createFromArray(1, 0, 1));
        assertThat(matrix.correct()).isEqualTo(1);
        assertThat(matrix.total()).isEqualTo(3);
        assertThat(matrix.actual(1)).isEqualTo(2);
        assertThat(matrix.recall(1)).isEqualTo(0.5);
        assertThat(matrix.precision(1)).isEqualTo(1);
        assertThat(matrix).hasToString("""
                        actual     0     1   NaN    recall  precision      F1
                        0          0     0     1    0.0000        NaN  0.0000
                        1          0     1     1    0.5000     1.0000  0.6667
                        1 / 3 correct, accuracy 0.3333, macro F1 0.3333""");
    }

    @Test
    void keepsColumnsApartWhereCountsAreLong() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        INDArray zeros = Nd4j.zeros(250_000);
        INDArray scores = Nd4j.zeros(250_000, 1);
        for (int i = 0; i < 4; i++) {
            matrix.add(scores, zeros);
        }
        assertThat(matrix.toString()).startsWith("""
                actual       0       1    recall  precision      F1
                0      1000000       0    1.0000     1.0000  1.0000
                """);
    }

    @Test
    void isEmptyAtFirst() {
        ConfusionMatrix matrix = new ConfusionMatrix();
        assertThat(matrix.classes()).isZero();
        assertThat(matrix.total()).isZero();
        assertThatThrownBy(matrix::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "accuracy has nothing to measure: expected at least one prediction with a weight above 0, but"
                                + " none was added");
        assertThat(matrix.macroF1()).isNaN();
        assertThat(matrix.toString()).endsWith("0 / 0 correct, accuracy NaN, macro F1 NaN");
    }

    @Test
    void refusesOtherNumbersOfClasses() {
        assertThatThrownBy(() -> example(new ConfusionMatrix(List.of("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a name for each of the 3 classes, but got 2: [a, b]");
        ConfusionMatrix matrix = example(new ConfusionMatrix());
        for (int classes : new int[] {2, 4}) {
            assertThatThrownBy(() -> matrix.add(predictions(classes, 0), Nd4j.createFromArray(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected predictions of 3 classes, as in the first batch, but got " + classes);
        }
        assertThat(matrix.total()).isEqualTo(6);
    }
}
