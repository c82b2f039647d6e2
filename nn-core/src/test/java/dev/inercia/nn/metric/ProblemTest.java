package dev.inercia.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Evaluator;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.tensor.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kind of problem it is: by declaration and activation, never by the order of rows. */
class ProblemTest {

    private static final float[][] ONE_HOT = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
    private static final float[][] LABELS = {{0, 1, 1}, {1, 0, 0}, {0, 0, 0}};
    private static final float[][] VALUES = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1.5f}};

    private static Problem problem(Dataset data, int outputs, Activation activation) {
        return Problem.of(data, Shape.of(outputs), activation);
    }

    private static Dataset of(float[][] targets) {
        return Dataset.of(new float[targets.length][2], targets);
    }

    @Test
    void declaredClassesAreAClassification() {
        for (Activation activation : new Activation[] {new Identity(), new Sigmoid(), new Softmax(), new Tanh()}) {
            assertThat(problem(Dataset.of(new float[2][2], new int[] {0, 1}), 2, activation))
                    .isEqualTo(Problem.CLASSIFICATION);
            assertThat(problem(Dataset.of(new float[2][2], new int[] {0, 1}), 1, activation))
                    .isEqualTo(Problem.CLASSIFICATION);
            assertThat(problem(Dataset.ofOneHot(new float[3][2], ONE_HOT), 3, activation))
                    .isEqualTo(Problem.CLASSIFICATION);
        }
    }

    @Test
    void theActivationDecidesOverWhatIsNotDeclared() {
        assertThat(problem(of(ONE_HOT), 3, new Softmax())).isEqualTo(Problem.CLASSIFICATION);
        assertThat(problem(of(ONE_HOT), 3, new Sigmoid())).isEqualTo(Problem.MULTI_LABEL);
        assertThat(problem(of(LABELS), 3, new Sigmoid())).isEqualTo(Problem.MULTI_LABEL);
        assertThat(problem(of(new float[][] {{0}, {1}}), 1, new Sigmoid())).isEqualTo(Problem.BINARY);
        assertThat(problem(of(ONE_HOT), 3, new Identity())).isEqualTo(Problem.REGRESSION);
        assertThat(problem(of(ONE_HOT), 3, new Tanh())).isEqualTo(Problem.REGRESSION);
        assertThat(problem(of(new float[][] {{0}, {1}}), 1, new Softmax())).isEqualTo(Problem.REGRESSION);
    }

    @Test
    void declaredValuesAreARegression() {
        assertThat(problem(of(LABELS).asValues(), 3, new Sigmoid())).isEqualTo(Problem.REGRESSION);
        assertThat(problem(of(LABELS).targetsFromFeatures(), 2, new Sigmoid())).isEqualTo(Problem.REGRESSION);
        assertThat(problem(Dataset.of(new float[2][2], new int[] {0, 1}).targetsFromFeatures(), 2, new Softmax()))
                .isEqualTo(Problem.REGRESSION);
    }

    @Test
    void valuesThatTheActivationCannotGiveAreARegressionWhereverTheyStand() {
        for (int first = 0; first < 3; first++) {
            int from = first;
            Dataset rotated = of(VALUES)
                    .subset(IntStream.range(0, 3).map(i -> (i + from) % 3).toArray());
            assertThat(problem(rotated, 3, new Sigmoid())).isEqualTo(Problem.REGRESSION);
            assertThat(problem(rotated, 3, new Softmax())).isEqualTo(Problem.REGRESSION);
        }
        assertThat(problem(of(LABELS), 3, new Softmax())).isEqualTo(Problem.REGRESSION);
    }

    @Test
    void theActivationOfTheLastLayerIsThatOfTheOutput() {
        Network network = Network.input(2).layer(new Dense(3, new Sigmoid())).build();
        assertThat(new Evaluator(network, of(LABELS)).problem()).isEqualTo(Problem.MULTI_LABEL);
    }

    /** 600 examples with one label each, then 400 with any number of labels; or the other way round. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOrderOfRowsHasNoSay(boolean reversed) {
        float[][] targets = new float[1000][3];
        for (int i = 0; i < 1000; i++) {
            int row = reversed ? 999 - i : i;
            targets[row][i % 3] = 1;
            targets[row][0] = i < 600 ? targets[row][0] : 1;
        }
        Network network =
                Network.input(2).layer(new Dense(3)).output(new Sigmoid()).build();
        assertThat(new Evaluator(network, of(targets)).problem()).isEqualTo(Problem.MULTI_LABEL);
        for (Metric metric : new Metric[] {new Accuracy(), new TopK(1), new ConfusionMatrix()}) {
            assertThatThrownBy(() -> network.evaluate(of(targets), metric))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            metric.getClass().getSimpleName() + " measures classes, but several sigmoids over values"
                                    + " that are not declared are a multi-label problem: if every example has exactly one class,"
                                    + " give the data as class indices or with Dataset.ofOneHot; otherwise use MultiLabel");
        }
        Network linear = Network.input(2).layer(new Dense(3)).build();
        assertThatThrownBy(() -> linear.evaluate(of(ONE_HOT), new Accuracy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Accuracy measures classes, but these targets are values: if they are classes, give them as"
                        + " class indices or with Dataset.ofOneHot; otherwise use R2 or Rmse");
    }
}
