package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import dev.inercia.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;

/** What the report planned for its second part: the quadratic cost against softmax and cross-entropy. */
public final class CostComparison implements ReportExperiment {

    private static final int EPOCHS = 6;

    /** An optimizer with its learning rate for each cost. */
    private record Pair(String key, String name, Optimizer quadratic, Optimizer crossEntropy) {

        String label(Cost cost) {
            return name + (cost == Cost.QUADRATIC ? ", quadratic" : ", cross-entropy");
        }

        Optimizer optimizer(Cost cost) {
            return cost == Cost.QUADRATIC ? quadratic : crossEntropy;
        }

        /** The error with cross-entropy as a multiple of that with the quadratic cost. */
        Claim claim() {
            return new Claim(
                    key,
                    new Quantity(
                            "quantity.errors",
                            Unit.RATIO,
                            Threshold.atMost(1),
                            List.of(label(Cost.CROSS_ENTROPY), label(Cost.QUADRATIC)),
                            runs -> error(runs.apply(label(Cost.CROSS_ENTROPY)))
                                    / error(runs.apply(label(Cost.QUADRATIC)))));
        }
    }

    private static final List<Pair> PAIRS = List.of(
            new Pair("sgd", "SGD", new Sgd(3), new Sgd(0.5)),
            new Pair(
                    "momentum",
                    "SGD + momentum",
                    new Momentum(0.3, Setups.MOMENTUM),
                    new Momentum(0.05, Setups.MOMENTUM)),
            new Pair("rmsprop", "RMSprop", new RmsProp(0.001), new RmsProp(0.001)),
            new Pair("adam", "Adam", new Adam(0.001), new Adam(0.001)));

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new CostComparison(), args);
    }

    /** Above 0: a network that makes no error counts as one that makes one. */
    private static double error(Run run) {
        return Math.max(
                1 - Evidence.lastEpochs(run),
                1.0 / run.history().last().orElseThrow().total());
    }

    @Override
    public String id() {
        return "cost";
    }

    @Override
    public List<Trial> trials(long seed) {
        List<Trial> trials = new ArrayList<>();
        for (Pair pair : PAIRS) {
            for (Cost cost : Cost.values()) {
                trials.add(new Trial(
                        pair.label(cost),
                        new Setup(
                                Setups.HIDDEN,
                                Start.SCALED,
                                cost,
                                pair.optimizer(cost),
                                Setups.BATCH_SIZE,
                                EPOCHS,
                                seed)));
            }
        }
        return trials;
    }

    @Override
    public List<Claim> claims() {
        return PAIRS.stream().map(Pair::claim).toList();
    }

    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        return PAIRS.stream()
                .map(pair -> Curves.errors(
                        "cost-" + pair.key(),
                        messages.text("cost.chart", pair.name()),
                        evidence.runs().stream()
                                .filter(run -> run.label().startsWith(pair.name() + ","))
                                .toList(),
                        messages))
                .toList();
    }
}
