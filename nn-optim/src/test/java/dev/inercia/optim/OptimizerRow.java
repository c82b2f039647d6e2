package dev.inercia.optim;

import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An optimizer under test.
 *
 * @param name as tests print it
 * @param source its steps, by PyTorch or by the paper
 * @param make the optimizer at a learning rate, its other hyperparameters as in that reference
 * @param state our names of its state, and the reference's
 * @param weightDecay how fast it decays
 * @param parabolaRate a learning rate at which it gets to the bottom of a parabola
 * @param rosenbrockRate a learning rate at which it gets along Rosenbrock's valley
 */
record OptimizerRow(
        String name,
        Supplier<ReferenceCase> source,
        DoubleFunction<Optimizer> make,
        Map<String, String> state,
        double weightDecay,
        double parabolaRate,
        double rosenbrockRate) {

    private static final Map<String, String> MOMENTS = Map.of("firstMoment", "exp_avg", "secondMoment", "exp_avg_sq");

    /** One that PyTorch has. */
    private static OptimizerRow pyTorch(
            String name,
            DoubleFunction<Optimizer> make,
            Map<String, String> state,
            double parabolaRate,
            double rosenbrockRate) {
        return new OptimizerRow(name, () -> ReferenceCase.pyTorch(name), make, state, 0, parabolaRate, rosenbrockRate);
    }

    /** One that is held against its paper. */
    private static OptimizerRow paper(
            String name,
            Supplier<PaperOptimizer> paper,
            DoubleFunction<Optimizer> make,
            Map<String, String> state,
            double parabolaRate,
            double rosenbrockRate) {
        return new OptimizerRow(
                name, () -> ReferenceCase.paper(paper.get()), make, state, 0, parabolaRate, rosenbrockRate);
    }

    private OptimizerRow decaying(double decay) {
        return new OptimizerRow(name, source, make, state, decay, parabolaRate, rosenbrockRate);
    }

    ReferenceCase reference() {
        return source.get();
    }

    static Stream<OptimizerRow> all() {
        return Stream.of(
                pyTorch("sgd", Sgd::new, Map.of(), 0.05, 0.001),
                pyTorch(
                        "momentum",
                        rate -> new Momentum(rate, 0.9),
                        Map.of("velocity", "momentum_buffer"),
                        0.02,
                        0.0005),
                pyTorch(
                        "nesterov",
                        rate -> new Nesterov(rate, 0.9),
                        Map.of("velocity", "momentum_buffer"),
                        0.02,
                        0.0005),
                pyTorch("adagrad", rate -> new AdaGrad(rate, 1e-10), Map.of("squaredGradient", "sum"), 0.5, 0.5),
                pyTorch(
                        "adadelta",
                        rate -> new AdaDelta(rate, 0.9, 1e-6),
                        Map.of("squaredGradient", "square_avg", "squaredStep", "acc_delta"),
                        0.1,
                        0.05),
                pyTorch(
                        "rmsprop",
                        rate -> new RmsProp(rate, 0.9, 1e-8),
                        Map.of("squaredGradient", "square_avg"),
                        0.001,
                        0.0005),
                pyTorch(
                        "rmsprop-momentum",
                        rate -> new RmsProp(rate, 0.9, 1e-8, 0.9),
                        Map.of("squaredGradient", "square_avg", "velocity", "momentum_buffer"),
                        0.001,
                        0.0001),
                pyTorch(
                        "rmsprop-centered",
                        rate -> new CentredRmsProp(rate, 0.9, 1e-8),
                        Map.of("squaredGradient", "square_avg", "firstMoment", "grad_avg"),
                        0.001,
                        0.0001),
                pyTorch("adam", rate -> new Adam(rate, 0.9, 0.999, 1e-8), MOMENTS, 0.02, 0.01),
                pyTorch(
                        "amsgrad",
                        rate -> new AmsGrad(rate, 0.9, 0.999, 1e-8),
                        Map.of(
                                "firstMoment",
                                "exp_avg",
                                "secondMoment",
                                "exp_avg_sq",
                                "maximumSecondMoment",
                                "max_exp_avg_sq"),
                        0.02,
                        0.01),
                pyTorch("adamw", rate -> new AdamW(rate, 0.9, 0.999, 1e-8, 0.01), MOMENTS, 0.02, 0.01)
                        .decaying(0.01),
                pyTorch(
                        "adamax",
                        rate -> new AdaMax(rate, 0.9, 0.999, 1e-8),
                        Map.of("firstMoment", "exp_avg", "infinityNorm", "exp_inf"),
                        0.02,
                        0.01),
                paper(
                        "nadam",
                        PaperNadam::new,
                        rate -> new Nadam(rate, 0.9, 0.999, 1e-8, 0.004),
                        Map.of("firstMoment", "m", "secondMoment", "n"),
                        0.02,
                        0.01),
                pyTorch("radam", rate -> new RAdam(rate, 0.9, 0.999, 1e-8), MOMENTS, 0.02, 0.001),
                paper(
                        "adabelief",
                        PaperAdaBelief::new,
                        rate -> new AdaBelief(rate, 0.9, 0.999, 1e-8),
                        Map.of("firstMoment", "m", "secondMoment", "s"),
                        0.02,
                        0.01),
                paper(
                                "lion",
                                PaperLion::new,
                                rate -> new Lion(rate, 0.9, 0.99, 0.1),
                                Map.of("firstMoment", "m"),
                                0.001,
                                0.0005)
                        .decaying(0.1),
                paper(
                        "lamb",
                        () -> new PaperLamb(0, true),
                        rate -> new Lamb(rate, 0.9, 0.999, 1e-6, 0),
                        Map.of("firstMoment", "m", "secondMoment", "v"),
                        0.02,
                        0.002),
                paper(
                        "muon",
                        () -> new PaperMuon(1),
                        rate -> new Muon(rate, 0.95, 0, new AdamW(rate)),
                        Map.of("firstMoment", "B", "secondMoment", "none"),
                        0.0015,
                        0.0005),
                paper(
                        "schedulefree-adamw",
                        () -> new PaperScheduleFreeAdamW(0),
                        rate -> new ScheduleFreeAdamW(rate, 0.9, 0.999, 1e-8, 0, 4),
                        Map.of("lead", "z - y", "secondMoment", "v"),
                        0.02,
                        0.01),
                paper(
                        "lookahead",
                        PaperWrapper::lookahead,
                        rate -> new Lookahead(new AdaBelief(rate, 0.9, 0.999, 1e-8), 5, 0.5),
                        Map.of("slowWeights", "phi", "firstMoment", "m", "secondMoment", "s"),
                        0.02,
                        0.01),
                paper(
                        "exponential-moving-average",
                        PaperWrapper::exponential,
                        rate -> new ExponentialMovingAverage(new AdaBelief(rate, 0.9, 0.999, 1e-8), 0.9),
                        Map.of("average", "average", "firstMoment", "m", "secondMoment", "s"),
                        0.02,
                        0.01),
                paper(
                        "stochastic-weight-averaging",
                        PaperWrapper::stochastic,
                        rate -> new StochasticWeightAveraging(new AdaBelief(rate, 0.9, 0.999, 1e-8), 4, 3),
                        Map.of("average", "average", "firstMoment", "m", "secondMoment", "s"),
                        0.02,
                        0.01));
    }

    @Override
    public String toString() {
        return name;
    }
}
