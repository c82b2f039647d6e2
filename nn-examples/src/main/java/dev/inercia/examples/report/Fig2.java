package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import dev.inercia.plot.LinePlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The report's figure 2: RMSprop over several numbers of epochs and batch sizes. */
public final class Fig2 implements ReportExperiment {

    private static final double LIMIT = 0.94;
    /** Batch size to the largest number of epochs; a run contains all smaller numbers. */
    private static final Map<Integer, Integer> EPOCHS = new LinkedHashMap<>();

    static {
        EPOCHS.put(10, 10);
        EPOCHS.put(15, 20);
        EPOCHS.put(30, 20);
    }

    private static final String RMSPROP = "first epoch: RMSprop 0.01";
    private static final String OWN_RATE = label(30, Start.SCALED, RmsPropRun.BATCH_SIZE);
    /** What RMSprop's first epoch is compared with: each at the rate that the report found, and all at one rate. */
    private static final List<String> AT_OWN_RATES =
            List.of("first epoch: SGD 0.07", "first epoch: momentum 0.9, 0.07");

    private static final List<String> AT_ONE_RATE =
            List.of("first epoch: SGD 0.01", "first epoch: momentum 0.9, 0.01", "first epoch: Adam 0.01");

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Fig2(), args);
    }

    @Override
    public String id() {
        return "fig2";
    }

    private static String label(int hidden, Start start, int batchSize) {
        return RmsPropRun.network(hidden, start) + ", batches of " + batchSize;
    }

    /** The larger network, which takes three times as long, has the report's batch size only. */
    private static List<Integer> batchSizes(int hidden) {
        return hidden == Setups.HIDDEN ? List.copyOf(EPOCHS.keySet()) : List.of(RmsPropRun.BATCH_SIZE);
    }

    @Override
    public List<Trial> trials(long seed) {
        List<Trial> trials = new ArrayList<>();
        for (int hidden : RmsPropRun.SIZES) {
            for (Start start : Setups.STARTS) {
                for (int batchSize : batchSizes(hidden)) {
                    trials.add(new Trial(
                            label(hidden, start, batchSize),
                            RmsPropRun.setup(hidden, start, batchSize, EPOCHS.get(batchSize), seed)));
                }
            }
        }
        trials.add(new Trial(AT_OWN_RATES.get(0), Setups.usual(new Sgd(0.07), 1, seed)));
        trials.add(new Trial(AT_OWN_RATES.get(1), Setups.usual(new Momentum(0.07, Setups.MOMENTUM), 1, seed)));
        trials.add(new Trial(AT_ONE_RATE.get(0), Setups.usual(new Sgd(0.01), 1, seed)));
        trials.add(new Trial(AT_ONE_RATE.get(1), Setups.usual(new Momentum(0.01, Setups.MOMENTUM), 1, seed)));
        trials.add(new Trial(AT_ONE_RATE.get(2), Setups.usual(new Adam(0.01), 1, seed)));
        trials.add(new Trial(RMSPROP, Setups.usual(new RmsProp(0.01), 1, seed)));
        return trials;
    }

    @Override
    public List<Claim> claims() {
        List<Quantity> networks = new ArrayList<>();
        for (int hidden : RmsPropRun.SIZES) {
            for (Start start : Setups.STARTS) {
                List<String> labels = batchSizes(hidden).stream()
                        .map(batchSize -> label(hidden, start, batchSize))
                        .toList();
                networks.add(new Quantity(
                        RmsPropRun.key(hidden, start),
                        Unit.PERCENT,
                        Threshold.atMost(LIMIT),
                        labels,
                        runs -> labels.stream()
                                .mapToDouble(label -> Evidence.best(runs.apply(label)))
                                .max()
                                .orElseThrow()));
            }
        }
        return List.of(
                new Claim("never-above", Combination.EVERY_READING, networks),
                new Claim(
                        "starts-better",
                        Combination.EVERY_READING,
                        List.of(
                                lead("fig2.own-rates", OWN_RATE, AT_OWN_RATES),
                                lead("fig2.one-rate", RMSPROP, AT_ONE_RATE))));
    }

    /** The lead after one epoch over the best of the others with the same seed. */
    private static Quantity lead(String name, String label, List<String> others) {
        return new Quantity(
                name,
                Unit.POINTS,
                Threshold.atLeast(0),
                Stream.concat(Stream.of(label), others.stream()).toList(),
                runs -> Evidence.first(runs.apply(label))
                        - others.stream()
                                .mapToDouble(other -> Evidence.first(runs.apply(other)))
                                .max()
                                .orElseThrow());
    }

    @Override
    public List<String> remarks(Evidence evidence, Messages messages) {
        double shared = evidence.runs().stream()
                .filter(run -> run.label().endsWith("batches of " + RmsPropRun.BATCH_SIZE))
                .mapToDouble(Evidence::best)
                .max()
                .orElse(Double.NaN);
        return List.of(messages.text("fig2.remark", Words.percent(shared)));
    }

    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        List<LinePlot> charts = new ArrayList<>();
        for (int hidden : RmsPropRun.SIZES) {
            List<Run> runs = evidence.runs().stream()
                    .filter(run -> run.label().startsWith(hidden + " units"))
                    .toList();
            charts.add(Curves.errors("fig2-" + hidden, messages.text("fig2.chart", hidden), runs, messages));
        }
        return charts;
    }
}
