package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import java.util.List;
import java.util.Objects;

/**
 * Evaluates and keeps the plain mean of the weights that another optimizer has at some steps late in training: {@code a
 * <- (n a + p) / (n + 1)} after step {@code from} and every {@code every} steps from then on, with n the number of
 * weights in the mean so far.
 *
 * <p>Until the first, the weights that are trained are evaluated and kept. The paper keeps the learning rate high while
 * it averages, constant or going up and down once for each average: that is up to the schedule. A trainer computes the
 * running statistics of batch normalisation anew for the mean at the end, as plain means over one more pass over the
 * data, as the paper does. If the optimizer inside averages too, its average is not used.
 *
 * <p>State: {@code average}, a, from the parameters, and those of the optimizer inside.
 *
 * <p>Source: Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", 2018, algorithm 1.
 *
 * @param optimizer the optimizer inside
 * @param from the step after which the first weights are taken, at least 1; three quarters of training in the paper
 * @param every the number of steps between two, at least 1; an epoch or more in the paper
 */
public record StochasticWeightAveraging(Optimizer optimizer, long from, long every) implements Optimizer {

    public StochasticWeightAveraging {
        Objects.requireNonNull(optimizer, "optimizer");
        Range.atLeastOne("StochasticWeightAveraging", "from", from);
        Range.atLeastOne("StochasticWeightAveraging", "every", every);
    }

    @Override
    public double learningRate() {
        return optimizer.learningRate();
    }

    @Override
    public State start(Parameters parameters, ParameterGroups groups) {
        State inner = optimizer.start(parameters, groups);
        State state = new State(this, parameters, groups, List.of("average"), inner);
        state.set("average", parameters.flat());
        return state;
    }

    @Override
    public void step(Parameters parameters, Parameters gradients, State state, Rates rates) {
        state.step(this, parameters, gradients, rates, step -> {
            optimizer.step(parameters, gradients, state.inner(), rates);
            long since = step.number() - from;
            if (since >= 0 && since % every == 0) {
                step.sweep(new RunningMean(1.0 / (since / every + 1)));
            }
        });
    }

    @Override
    public boolean averages() {
        return true;
    }

    @Override
    public void average(Parameters parameters, State state, Parameters target) {
        target.assign(parameters);
        if (state.step() >= from) {
            state.get("average", target.flat());
        }
    }
}
