package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RmsProp;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The report's table 1: an RMSprop that does not learn, and possible reasons. */
public final class Table1 implements ReportExperiment {

    private static final String CORRECT_007 = "RMSprop 0.07";
    private static final String CORRECT_001 = "RMSprop 0.01";
    private static final String CORRECT_0001 = "RMSprop 0.001";
    private static final String ABSURD = "RMSprop 100";
    private static final String FAULTY_001 = "without the root 0.01";
    private static final String FAULTY_0001 = "without the root 0.001";
    private static final String FAULTY_00001 = "without the root 0.0001, batches of 15";
    /** Enough to show whether they learn. */
    private static final int SHORT_EPOCHS = 3;
    /** As long as the report's. */
    private static final int FROZEN_EPOCHS = 15;

    private static final int LEARNING_EPOCHS = 6;
    /** Beyond this, exp of a double overflows: log(Double.MAX_VALUE). */
    private static final double OVERFLOW = 709;
    /** The accuracy above which a network has learned; twice that of guessing, below which it has not. */
    private static final double LEARNED = 0.5;

    private static final double GUESSED = 0.2;
    /** The number of correct images that the report names. */
    private static final int REPORT = 1032;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Table1(), args);
    }

    @Override
    public String id() {
        return "table1";
    }

    @Override
    public List<Trial> trials(long seed) {
        return List.of(
                trial(CORRECT_007, new RmsProp(0.07), 10, SHORT_EPOCHS, seed),
                trial(CORRECT_001, new RmsProp(0.01), 10, SHORT_EPOCHS, seed),
                trial(CORRECT_0001, new RmsProp(0.001), 10, SHORT_EPOCHS, seed),
                trial(ABSURD, new RmsProp(100), 10, SHORT_EPOCHS, seed),
                trial(FAULTY_001, new RmsPropWithoutRoot(0.01), 10, FROZEN_EPOCHS, seed),
                trial(FAULTY_0001, new RmsPropWithoutRoot(0.001), 10, SHORT_EPOCHS, seed),
                trial(FAULTY_00001, new RmsPropWithoutRoot(0.0001), 15, LEARNING_EPOCHS, seed));
    }

    private static Trial trial(String label, Optimizer optimizer, int batchSize, int epochs, long seed) {
        Setup setup =
                new Setup(Setups.HIDDEN, Start.STANDARD_NORMAL, Cost.QUADRATIC, optimizer, batchSize, epochs, seed);
        return new Trial(label, setup, true);
    }

    @Override
    public List<Claim> claims() {
        List<String> rates = List.of(CORRECT_007, CORRECT_001, CORRECT_0001);
        Quantity lowest = new Quantity(
                "table1.lowest",
                Unit.PERCENT,
                Threshold.atMost(LEARNED),
                rates,
                runs -> rates.stream()
                        .mapToDouble(rate -> Evidence.last(runs.apply(rate)))
                        .min()
                        .orElseThrow());
        Quantity frozen = new Quantity(
                "table1.frozen",
                Unit.PERCENT,
                Threshold.atMost(GUESSED),
                List.of(FAULTY_001, FAULTY_0001),
                runs -> Math.max(highest(runs.apply(FAULTY_001)), highest(runs.apply(FAULTY_0001))));
        Quantity learns = last("table1.learns", FAULTY_00001, Threshold.atLeast(LEARNED));
        Quantity largest = new Quantity(
                "table1.largest",
                Unit.SIZE,
                Threshold.atLeast(OVERFLOW),
                List.of(FAULTY_001, FAULTY_0001),
                runs -> Math.max(1, Math.max(largest(runs, FAULTY_001), largest(runs, FAULTY_0001))));
        return List.of(
                new Claim("does-not-learn", lowest),
                new Claim(
                        "did-not-help",
                        Combination.EVERY_READING,
                        List.of(
                                last("table1.with-root", CORRECT_0001, Threshold.atMost(LEARNED)),
                                last("table1.without-root", FAULTY_0001, Threshold.atMost(LEARNED)))),
                new Claim("fault", Combination.ALL, List.of(frozen, learns)),
                new Claim("overflow", largest));
    }

    private static Quantity last(String name, String label, Threshold threshold) {
        return new Quantity(name, Unit.PERCENT, threshold, List.of(label), runs -> Evidence.last(runs.apply(label)));
    }

    /** The highest accuracy of any epoch. */
    private static double highest(Run run) {
        return run.history().epochs().stream()
                .mapToDouble(Epoch::accuracy)
                .max()
                .orElseThrow();
    }

    private static double largest(Function<String, Run> runs, String label) {
        return runs.apply(label).activity().stream()
                .mapToDouble(Activity::largest)
                .max()
                .orElse(0);
    }

    @Override
    public List<String> remarks(Evidence evidence, Messages messages) {
        List<String> remarks = new ArrayList<>();
        int digit = evidence.classCounts().indexOf(REPORT);
        remarks.add(digit < 0 ? messages.text("table1.no-digit") : messages.text("table1.digit", digit));
        for (String label : List.of(ABSURD, FAULTY_001)) {
            Epoch last = evidence.of(label).get(0).history().last().orElseThrow();
            int all = evidence.classCounts().indexOf(last.correct());
            if (all >= 0) {
                remarks.add(messages.text("table1.all-one", messages.label(label), last.correct(), last.total(), all));
            }
        }
        remarks.add(messages.text("table1.remark"));
        for (String label : List.of(ABSURD, FAULTY_001, FAULTY_0001, FAULTY_00001)) {
            evidence.of(label).get(0).history().warnings().stream()
                    .filter(warning -> warning.message().contains("predictions are class"))
                    .findFirst()
                    .ifPresent(warning -> remarks.add(messages.text(
                            "table1.warning", messages.label(label), warning.epoch(), warning.message())));
        }
        return remarks;
    }

    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        List<Run> runs = evidence.runs();
        List<Line> largest = new ArrayList<>(Curves.lines(
                runs,
                run -> run.activity().stream()
                        .map(activity -> Math.max(activity.largest(), Float.MIN_NORMAL))
                        .toList(),
                messages));
        double epochs = largest.stream().mapToInt(line -> line.x().length).max().orElse(1);
        largest.add(new Line(
                messages.text("table1.overflows"), largest.size(), true, new double[] {1, epochs}, new double[] {
                    OVERFLOW, OVERFLOW
                }));
        return List.of(
                Curves.errors("table1", messages.text("table1.title"), runs, messages),
                new LinePlot(
                        "table1-largest",
                        messages.text("table1.chart"),
                        Axis.linear(messages.text("chart.epoch")),
                        Axis.logarithmic("max |z|"),
                        largest));
    }
}
