package dev.inercia.examples.report.output;

import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Measure;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rates;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.State;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** A report that nobody ran, with all that a report can have; its curves look like real ones. */
final class MadeUpReport {

    static final String NASTY = "lr < 0.1 & \"mu\" > 0.9 </td><script>alert('x')</script>";
    static final String LONG_LABEL =
            "RMSprop without its square root, standard-normal start, batch of 15, learning rate 0.0001";

    /** A user's own optimizer, around another: not public, and with a component of each kind. */
    record Wrapped(Optimizer inner, double learningRate, boolean centred, List<Double> bounds, Optional<String> note)
            implements Optimizer {

        @Override
        public State start(Parameters parameters, ParameterGroups groups) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void step(Parameters parameters, Parameters gradients, State state, Rates rates) {
            throw new UnsupportedOperationException();
        }
    }

    private MadeUpReport() {}

    static Report report() {
        return new Report(
                conditions("MNIST, cached from ossci-datasets.s3.amazonaws.com"),
                List.of(seeds(), frozen()),
                List.of("fig2", "cost"));
    }

    static Conditions conditions(String data) {
        return new Conditions(
                data,
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                50_000,
                10_000,
                "Made-up Processor 3000 @ 2.1 GHz, Linux 6.1",
                2,
                "17.0.15+6 (Made-up JVM)",
                "OpenBLAS",
                2,
                1,
                Optional.empty(),
                3,
                120,
                "en",
                "0.1.0-SNAPSHOT",
                Instant.parse("2026-11-23T10:15:30.125Z"),
                97.123456789012345);
    }

    private static Outcome seeds() {
        List<Run> runs = new ArrayList<>();
        List<Optimizer> optimizers = List.of(
                new Sgd(0.01),
                new Momentum(0.01, 0.9),
                new RmsProp(0.01),
                new Wrapped(new Adam(0.01), 0.01, true, List.of(-1.0, 1.0), Optional.of("mine")));
        List<String> labels = List.of("SGD", "momentum 0.9", "RMSprop", "Adam");
        double[] heights = {9180, 9480, 9440, 9370};
        double[] speeds = {2600, 900, 500, 520};
        for (int i = 0; i < labels.size(); i++) {
            for (long seed = 1; seed <= 3; seed++) {
                Random random = new Random(31 * i + seed);
                double height = heights[i];
                double speed = speeds[i];
                List<Epoch> epochs = IntStream.rangeClosed(1, 15)
                        .mapToObj(n -> new Epoch(
                                n,
                                0.1 / n + 1e-17 / 3,
                                Double.NaN,
                                (int) (height - speed / n + 25 * random.nextGaussian()),
                                10_000,
                                0.61 + 0.02 * random.nextDouble(),
                                0.041))
                        .toList();
                runs.add(new Run(
                        labels.get(i),
                        new Setup(30, Start.SCALED, Cost.QUADRATIC, optimizers.get(i), 10, 15, seed),
                        new History(epochs, List.of(), Optional.empty()),
                        List.of(),
                        75_000));
            }
        }
        return new Outcome(
                "fig3",
                "Figure 3: four optimizers",
                "Which optimizer is most accurate after 15 epochs at one learning rate, and do RMSprop and Adam differ?",
                "784-30-10, sigmoids, quadratic cost, 50,000 images, batch of 10, learning rate 0.01, 15 epochs, 3 seeds.",
                runs,
                List.of(
                        finding(
                                "RMSprop and Adam are nearly alike; one “le gana en poco menos de 1 %”, the report does"
                                        + " not say which.",
                                Verdict.CONFIRMED,
                                "The difference is below 1 % with every seed, and larger than the spread over seeds."),
                        finding(
                                "RMSprop and Adam are best of all.",
                                Verdict.NOT_CONFIRMED,
                                "Momentum is ahead of both with each of the three seeds.")),
                List.of("Adam’s beta2, not its beta1, is what the report calls mu: both average squared gradients."),
                List.of(
                        correct("fig3-correct", runs),
                        new LinePlot(
                                "fig3-loss",
                                "Training loss",
                                Axis.linear("epoch"),
                                Axis.logarithmic("loss"),
                                List.of(line("all", 0, 15, n -> 0.1 / n)))));
    }

    private static Outcome frozen() {
        List<Warning> warnings = List.of(
                new Warning(0, 0, "Inputs reach 255 " + NASTY),
                new Warning(
                        1,
                        1200,
                        "all 1,000 sampled images get class 2: the network has collapsed to one class. Likely cause:"
                                + " steps too large, so that all units are saturated. Try a learning rate 10 times"
                                + " lower, or weights scaled by 1 / sqrt(inputs)."));
        List<Epoch> frozenEpochs = IntStream.rangeClosed(1, 6)
                .mapToObj(n -> new Epoch(n, n == 1 ? 0.9 : Double.NaN, 0.9, 1032, 10_000, 0.7, 0.04))
                .toList();
        List<Epoch> learning = IntStream.rangeClosed(1, 8)
                .mapToObj(n -> new Epoch(n, 0.3 / n, 0.4 / n, 8690 - 3000 / n, 10_000, 0.7, 0.04))
                .toList();
        List<Run> runs = List.of(
                new Run(
                        NASTY,
                        new Setup(30, Start.STANDARD_NORMAL, Cost.CROSS_ENTROPY, new RmsProp(0.001), 10, 15, 1),
                        new History(frozenEpochs, warnings, Optional.of("the loss is not finite")),
                        IntStream.rangeClosed(1, 6)
                                .mapToObj(n -> new Activity(n, 4400.5 * n, 0.97))
                                .toList(),
                        30_000),
                new Run(
                        LONG_LABEL,
                        new Setup(30, Start.STANDARD_NORMAL, Cost.QUADRATIC, new RmsProp(0.0001), 15, 8, 1),
                        new History(learning, List.of(), Optional.empty()),
                        IntStream.rangeClosed(1, 8)
                                .mapToObj(n -> new Activity(n, 88.0 + n, 0.21))
                                .toList(),
                        0));
        return new Outcome(
                "table1",
                "Table 1: the RMSprop that did not learn",
                "What would freeze at 1,032 of 10,000 and overflow, and yet learn at a lower rate?",
                "784-30-10, standard-normal start, 10 or 15 images a batch.",
                runs,
                List.of(finding(
                        "1032 / 10000 in each of 15 epochs, “overflow encountered in exp”; a rate of 0.001 did not help.",
                        Verdict.UNDECIDED,
                        "The code is lost: this is what would explain it, not what is known to have been.")),
                List.of("1,032 is the number of twos among the test images.", "Our sigmoid is stable: no overflow."),
                List.of(
                        correct("table1-correct", runs),
                        new LinePlot(
                                "table1-z",
                                "Largest weighted input, max |z|",
                                Axis.linear("epoch"),
                                Axis.logarithmic("max |z|"),
                                List.of(
                                        line("without the root", 0, 6, n -> 4400 * n),
                                        line("exp overflows", 1, 6, n -> 709)))));
    }

    private static Finding finding(String claim, Verdict verdict, String reason) {
        List<Look> looks = verdict == Verdict.UNDECIDED
                ? List.of()
                : List.of(
                        new Look(3, 0.006, -0.02, 0.032, Verdict.UNDECIDED),
                        new Look(4, 0.0067, 0.003, 0.0104, verdict));
        Measure measure = new Measure(
                "RMSprop less Adam",
                Unit.POINTS,
                Threshold.sizeBetween(0.005, 0.02),
                List.of(0.005, 0.007, 0.006, 0.0088),
                looks);
        Measure infinite = new Measure(
                "size " + NASTY, Unit.SIZE, Threshold.atLeast(709), List.of(Double.POSITIVE_INFINITY), List.of());
        return new Finding(
                "key", claim, "a difference of 0.5 to 2 points", List.of(measure, infinite), verdict, reason);
    }

    private static LinePlot correct(String name, List<Run> runs) {
        List<Line> lines = new ArrayList<>();
        for (Repeats each : Repeats.of(runs)) {
            Line mean = line(
                    each.label(),
                    lines.size(),
                    each.epochs(),
                    n -> each.correct((int) n).mean());
            lines.add(new Line(
                    mean.label(),
                    mean.style(),
                    false,
                    mean.x(),
                    mean.y(),
                    Arrays.stream(mean.x())
                            .map(n -> each.correct((int) n).deviation())
                            .toArray()));
        }
        return new LinePlot(name, "Correct on the test images", Axis.linear("epoch"), Axis.linear("correct"), lines);
    }

    private static Line line(String label, int style, int epochs, DoubleUnaryOperator value) {
        double[] x = IntStream.rangeClosed(1, epochs).asDoubleStream().toArray();
        return new Line(label, style, false, x, Arrays.stream(x).map(value).toArray());
    }
}
