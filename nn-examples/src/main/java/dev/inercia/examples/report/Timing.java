package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Sgd;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Compares the times of epochs with and without momentum. */
public final class Timing implements ReportExperiment {

    private static final String SGD = "SGD";
    private static final String MOMENTUM = "SGD + momentum";
    private static final double RATE = 0.07;
    private static final int EPOCHS = 5;
    /** The epochs that the report timed. */
    private static final int REPORT_EPOCHS = 50;
    /** The report's stopwatch times, in seconds. */
    private static final double REPORT_SGD = 210;

    private static final double REPORT_MOMENTUM = 170;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Timing(), args);
    }

    /** The time of an epoch with momentum as a multiple of one without, measured alone. */
    static Quantity ratio(Threshold threshold) {
        return new Quantity("quantity.epoch-time", Unit.RATIO, threshold, List.of(SGD, MOMENTUM), true, Timing::ratio);
    }

    /** The median over epochs, so that single disturbed ones have little effect. */
    private static double ratio(Function<String, Run> runs) {
        double[] with = epochs(runs.apply(MOMENTUM));
        double[] without = epochs(runs.apply(SGD));
        double[] ratios = new double[Math.min(with.length, without.length)];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = with[i] / without[i];
        }
        return new Sample(ratios).median();
    }

    private static double[] epochs(Run run) {
        return run.history().epochs().stream()
                .mapToDouble(Epoch::trainingSeconds)
                .toArray();
    }

    @Override
    public String id() {
        return "timing";
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public List<Trial> trials(long seed) {
        return List.of(
                new Trial(SGD, Setups.usual(new Sgd(RATE), EPOCHS, seed)),
                new Trial(MOMENTUM, Setups.usual(new Momentum(RATE, Setups.MOMENTUM), EPOCHS, seed)));
    }

    @Override
    public List<Claim> claims() {
        // 2 min 50 s of 3 min 30 s
        return List.of(new Claim("quicker", ratio(Threshold.atMost(0.81))));
    }

    @Override
    public List<String> remarks(Evidence evidence, Messages messages) {
        double sgd = medianEpoch(evidence, SGD);
        double momentum = medianEpoch(evidence, MOMENTUM);
        return List.of(messages.text(
                "timing.remark",
                Words.format("%.3f", sgd),
                Words.format("%.3f", momentum),
                REPORT_EPOCHS,
                Words.time(REPORT_EPOCHS * sgd),
                Words.time(REPORT_EPOCHS * momentum),
                Math.round(REPORT_SGD / REPORT_EPOCHS / sgd),
                Math.round(REPORT_MOMENTUM / REPORT_EPOCHS / momentum)));
    }

    private static double medianEpoch(Evidence evidence, String label) {
        return new Sample(evidence.of(label).stream()
                        .flatMap(run -> run.history().epochs().stream())
                        .mapToDouble(Epoch::trainingSeconds)
                        .toArray())
                .median();
    }

    /** Each timed epoch, in the order in which they were trained. */
    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        List<Line> lines = new ArrayList<>();
        for (String label : evidence.labels()) {
            double[] seconds = evidence.of(label).stream()
                    .flatMap(run -> run.history().epochs().stream())
                    .mapToDouble(Epoch::trainingSeconds)
                    .toArray();
            double[] x =
                    IntStream.rangeClosed(1, seconds.length).asDoubleStream().toArray();
            lines.add(new Line(messages.label(label), lines.size(), false, x, seconds));
        }
        return List.of(new LinePlot(
                "timing",
                messages.text("timing.chart"),
                Axis.linear(messages.text("timing.chart.x")),
                Axis.linear(messages.text("chart.seconds")),
                lines));
    }
}
