package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.util.List;
import java.util.Objects;

/**
 * Orthogonalised momentum: {@code v <- momentum v + g}, {@code u = g + momentum v} (Nesterov's form), {@code W <- (1 -
 * learningRate weightDecay) W - learningRate sqrt(max(1, outputs / inputs)) O}, where O is approximately the orthogonal
 * matrix nearest to u: all singular values, large or small, become about 1, by five Newton-Schulz steps {@code X <-
 * 3.4445 X - 4.775 (X X') X + 2.0315 (X X')^2 X} from {@code X = u / (|u| + 1e-7)}. This is for weights that are
 * matrices; other parameters, such as biases, are left to {@link AdamW}.
 *
 * <p>The factor on the learning rate is that of the author's code, with outputs and inputs for its rows and columns.
 * That has no weight decay by default, nor does this. A weight of more than two axes counts as a matrix of its first
 * axis by all others, with outputs first, as for convolutions. The author leaves the first and last layer of a network
 * to AdamW too; this does not know which those are. If u is 0, nothing moves.
 *
 * <p>A schedule multiplies the learning rate of both, and its momentum is in force for both. Singular values are only
 * about 1, between 0.7 and 1.2: the coefficients are chosen for speed. Works in the type of the parameters (the author:
 * in bfloat16), and computes in twice the memory of the parameters and of each matrix's smaller side
 * squared, besides the state.
 *
 * <p>State: {@code firstMoment}, v of matrices and AdamW's m, and {@code secondMoment}, AdamW's v and 0 for matrices,
 * both from 0.
 *
 * <p>Source: Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param momentum how much of the velocity a step keeps, in [0, 1), by default {@value #MOMENTUM}
 * @param weightDecay decoupled weight decay of matrices, finite and at least 0, by default {@value #WEIGHT_DECAY}
 * @param rest for parameters that are not matrices, by default AdamW at {@value #REST} times the learning rate
 */
public record Muon(double learningRate, double momentum, double weightDecay, AdamW rest) implements Optimizer {

    public static final double LEARNING_RATE = 0.02;

    public static final double MOMENTUM = 0.95;

    public static final double WEIGHT_DECAY = 0;

    /** The default learning rate of the rest, in parts of this one. */
    public static final double REST = 0.05;

    /** Uses the defaults. */
    public Muon() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public Muon(double learningRate) {
        this(learningRate, MOMENTUM, WEIGHT_DECAY);
    }

    /** Uses the default for parameters that are not matrices. */
    public Muon(double learningRate, double momentum, double weightDecay) {
        this(learningRate, momentum, weightDecay, restAt(learningRate));
    }

    private static AdamW restAt(double learningRate) {
        Range.atLeastZero("Muon", "learningRate", learningRate);
        return new AdamW(REST * learningRate);
    }

    public Muon {
        Range.atLeastZero("Muon", "learningRate", learningRate);
        Range.fraction("Muon", "momentum", momentum);
        Range.atLeastZero("Muon", "weightDecay", weightDecay);
        Objects.requireNonNull(rest, "rest");
    }

    @Override
    public List<String> squares() {
        return rest.squares();
    }

    @Override
    public State start(Parameters parameters, ParameterGroups groups) {
        return new State(this, parameters, groups, rest.slots());
    }

    @Override
    public void step(Parameters parameters, Parameters gradients, State state, Rates rates) {
        state.step(this, parameters, gradients, rates, step -> {
            Orthogonaliser matrices = state.workspace(Orthogonaliser.class, () -> new Orthogonaliser(parameters));
            for (ParameterGroup group : step.groups()) {
                Rates inForce = step.rates(group);
                Rule ofRest = rest.rule(restRates(inForce), step.number());
                for (Segment segment : group.segments()) {
                    if (matrices.has(segment)) {
                        stepMatrix(step, segment, matrices, inForce);
                    } else {
                        step.sweep(segment, ofRest);
                    }
                }
            }
        });
    }

    /** The rest's own learning rate, scaled as this one's. */
    private Rates restRates(Rates rates) {
        double factor = rates.learningRate() == 0 ? 0 : rates.learningRate() / learningRate;
        return new Rates(rest.learningRate() * factor, rates.momentum(), rates.weightDecay());
    }

    private void stepMatrix(Step step, Segment segment, Orthogonaliser matrices, Rates rates) {
        step.sweep(segment, velocity(rates.momentumOr(momentum)), matrices.updates(), step.gradients());
        matrices.orthogonalise(segment);
        step.sweep(segment, descent(segment, rates), step.parameters(), matrices.updates());
    }

    private static Rule velocity(double momentum) {
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                float mu = (float) momentum;
                for (int i = from; i < to; i++) {
                    v[i] = mu * v[i] + g[i];
                    p[i] = g[i] + mu * v[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double mu = momentum;
                for (int i = from; i < to; i++) {
                    v[i] = mu * v[i] + g[i];
                    p[i] = g[i] + mu * v[i];
                }
            }
        };
    }

    private Rule descent(Segment segment, Rates rates) {
        double scaled = rates.learningRate() * Orthogonaliser.scale(segment);
        double kept = 1 - rates.learningRate() * rates.weightDecay() * weightDecay;
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float rate = (float) scaled;
                float keep = (float) kept;
                for (int i = from; i < to; i++) {
                    p[i] = keep * p[i] - rate * g[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double rate = scaled;
                double keep = kept;
                for (int i = from; i < to; i++) {
                    p[i] = keep * p[i] - rate * g[i];
                }
            }
        };
    }
}
