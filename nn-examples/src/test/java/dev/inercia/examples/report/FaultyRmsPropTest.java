package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.optim.Rates;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Rule;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Trainer;
import org.junit.jupiter.api.Test;

/** What table1 is made of: the faulty step, and the look at a network's weighted inputs. */
class FaultyRmsPropTest {

    @Test
    void dividesByTheMeanSquareItself() {
        Rule rule = new RmsPropWithoutRoot(0.01).rule(new Rates(0.01), 1);
        float[] p = {1, 1};
        float[] g = {0.5f, -0.01f};
        rule.apply(p, g, new float[][] {new float[2]}, 0, 2);
        // v = 0.1 g^2: 0.025 and 1e-5
        assertThat(p[0]).isCloseTo(1 - 0.01f * 0.5f / 0.025f, within(1e-5f));
        assertThat(p[1]).isCloseTo(1 + 0.01f * 0.01f / 1.001e-5f, within(1e-2f));
        double[] q = {1, 1};
        double[][] state = {{0, 0}};
        rule.apply(q, new double[] {0.5, -0.01}, state, 0, 2);
        assertThat(q[0]).isCloseTo(1 - 0.01 * 0.5 / (0.025 + 1e-8), within(1e-12));
        assertThat(state[0][1]).isCloseTo(1e-5, within(1e-17));
    }

    @Test
    void withTheRootItIsTheLibrarys() {
        double[] faulty = {1};
        double[] correct = {1};
        new RmsPropWithoutRoot(0.01)
                .rule(new Rates(0.01), 1)
                .apply(faulty, new double[] {1e-3}, new double[1][1], 0, 1);
        new RmsProp(0.01).rule(new Rates(0.01), 1).apply(correct, new double[] {1e-3}, new double[1][1], 0, 1);
        // The library's divides by sqrt(v) = 3.16e-4, this by v = 1e-7: 3,162 times as far, less what epsilon takes.
        assertThat((1 - faulty[0]) / (1 - correct[0])).isCloseTo(Math.sqrt(1e7), within(400.0));
    }

    @Test
    void theWatchSeesWeightedInputs() {
        Dataset few = SyntheticDigits.generate(60, 1).dataset();
        Digits digits = new Digits("", few, few, few);
        ActivityWatch watch = new ActivityWatch();
        Trainer trainer = Setups.trainer(Setups.usual(new Sgd(0), 2, 1), digits).listener(watch);
        Network network = trainer.network();
        network.parameters().flat().assign(0);
        // Every hidden z is its bias: 5 is saturated (0.993), 4 is not (0.982).
        network.parameters().get("0.bias").assign(4);
        network.parameters().get("0.bias").putScalar(7, 5);
        network.parameters().get("1.bias").putScalar(3, -42);
        trainer.train(few);
        assertThat(watch.activity())
                .hasSize(2)
                .allSatisfy(activity -> {
                    assertThat(activity.largest()).isEqualTo(42);
                    assertThat(activity.saturatedShare()).isCloseTo(1 / 30.0, within(1e-12));
                })
                .extracting(Activity::epoch)
                .containsExactly(1, 2);
    }
}
