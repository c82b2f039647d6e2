package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import java.util.List;
import java.util.Objects;

/**
 * Evaluates and keeps an exponential moving average of the weights that another optimizer trains, unaware of it:
 * {@code a <- a + c (p - a)} after each step, with {@code c = (1 - decay) / (1 - decay^t)} at step t.
 *
 * <p>The bias is corrected: a is the mean of the weights after every step, where those of s steps ago weigh decay^s,
 * and the weights before the first step do not count. Without correction, as in most libraries, c is 1 - decay, and the
 * untrained weights show for about 5 / (1 - decay) steps. If the optimizer inside averages too, its average is not
 * used. Running statistics of layers are not averaged; a trainer computes them anew at the end, as plain means over one
 * more pass over the data.
 *
 * <p>State: {@code average}, a, and those of the optimizer inside.
 *
 * <p>Source: Polyak and Juditsky, "Acceleration of Stochastic Approximation by Averaging", 1992, with the moving
 * average and the correction of Kingma and Ba, "Adam", 2015, section 7.2.
 *
 * @param optimizer the optimizer inside
 * @param decay how much of the average a step keeps, in [0, 1), by default {@value #DECAY}
 */
public record ExponentialMovingAverage(Optimizer optimizer, double decay) implements Optimizer {

    public static final double DECAY = 0.999;

    /** The default decay. */
    public ExponentialMovingAverage(Optimizer optimizer) {
        this(optimizer, DECAY);
    }

    public ExponentialMovingAverage {
        Objects.requireNonNull(optimizer, "optimizer");
        Range.fraction("ExponentialMovingAverage", "decay", decay);
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
            step.sweep(new RunningMean((1 - decay) / (1 - Math.pow(decay, step.number()))));
        });
    }

    @Override
    public boolean averages() {
        return true;
    }

    @Override
    public void average(Parameters parameters, State state, Parameters target) {
        target.assign(parameters);
        state.get("average", target.flat());
    }
}
