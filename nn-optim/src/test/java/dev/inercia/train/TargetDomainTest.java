package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.KlDivergence;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Sgd;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Targets that a loss is not defined for are refused before the first step, wherever in the data they are. */
class TargetDomainTest {

    private static Trainer trainer(Loss loss, Activation output, int outputs) {
        Network network =
                Network.input(1).layer(new Dense(outputs)).output(output).build();
        return new Trainer(network, loss, new Sgd(0.1)).epochs(1);
    }

    /** 299 examples with the first target, the 298th with the second. */
    private static Dataset data(float[] targets, float[] bad) {
        float[][] y = new float[299][];
        Arrays.fill(y, targets);
        y[298] = bad;
        return Dataset.of(new float[299][1], y);
    }

    private static void refused(Trainer trainer, Dataset data, String why) {
        for (Dataset order : new Dataset[] {data, data.subset(0, 299)}) {
            assertThatThrownBy(() -> trainer.train(order))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Example 298 of the training data: " + why);
            assertThatThrownBy(() -> trainer.validation(order))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Example 298 of the validation data: " + why);
        }
    }

    @Test
    void aBinaryCrossEntropyTakesNoAndYes() {
        Trainer trainer = trainer(new SigmoidBinaryCrossEntropy(), new Sigmoid(), 1);
        for (float bad : new float[] {-1, 1.01f}) {
            refused(
                    trainer,
                    data(new float[] {1}, new float[] {bad}),
                    "SigmoidBinaryCrossEntropy[] needs targets from 0 (no) to 1 (yes), but got " + (double) bad
                            + ": give no as 0 and yes as 1; for values use MeanSquaredError");
        }
        assertThat(trainer.train(data(new float[] {1}, new float[] {0.3f})).epochs())
                .hasSize(1);
    }

    @Test
    void aCrossEntropyTakesProbabilities() {
        for (Loss loss : new Loss[] {new SoftmaxCrossEntropy(), new KlDivergence()}) {
            Trainer trainer = trainer(loss, new Softmax(), 3);
            for (float[] bad : new float[][] {{1, 1, 0}, {0, 0, 0}, {0.5f, 0.25f, 0.125f}, {1, 0.5f, -0.5f}}) {
                refused(
                        trainer,
                        data(new float[] {0, 1, 0}, bad),
                        loss + " needs targets that are probabilities, at least 0 and summing to 1, but got "
                                + Arrays.toString(bad)
                                + ": give class indices, or, for several labels per example, use Sigmoid and"
                                + " SigmoidBinaryCrossEntropy");
            }
            assertThat(trainer.train(data(new float[] {0, 1, 0}, new float[] {0.2f, 0.3f, 0.5f}))
                            .epochs())
                    .hasSize(1);
        }
    }

    @Test
    void aSquaredErrorTakesAnything() {
        Trainer trainer = trainer(new MeanSquaredError(), new Identity(), 1);
        assertThat(trainer.train(data(new float[] {1}, new float[] {-7})).epochs())
                .hasSize(1);
    }
}
