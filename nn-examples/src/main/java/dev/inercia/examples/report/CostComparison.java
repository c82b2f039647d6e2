package dev.inercia.examples.report;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import java.util.ArrayList;
import java.util.List;

/** What the report planned for its second part: the quadratic cost against softmax and cross-entropy. */
public final class CostComparison implements Experiment {

    private static final int EPOCHS = 10;

    /** An optimizer with its learning rate for each cost. */
    private record Pair(String name, Optimizer quadratic, Optimizer crossEntropy) {

        String label(Cost cost) {
            return name + (cost == Cost.QUADRATIC ? ", quadratic" : ", cross-entropy");
        }

        Optimizer optimizer(Cost cost) {
            return cost == Cost.QUADRATIC ? quadratic : crossEntropy;
        }
    }

    private static final List<Pair> PAIRS = List.of(
            new Pair("SGD", new Sgd(3), new Sgd(0.5)),
            new Pair("SGD + momentum", new Momentum(0.3, Setups.MOMENTUM), new Momentum(0.05, Setups.MOMENTUM)),
            new Pair("RMSprop", new RmsProp(0.001), new RmsProp(0.001)),
            new Pair("Adam", new Adam(0.001), new Adam(0.001)));

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new CostComparison(), args);
    }

    @Override
    public String id() {
        return "cost";
    }

    @Override
    public String title() {
        return "Quadratic cost against softmax and cross-entropy";
    }

    @Override
    public String question() {
        return "Does a softmax with cross-entropy learn more than sigmoids with quadratic cost, whichever the optimizer?";
    }

    @Override
    public String settings() {
        return "784-30-10, scaled start, batches of 10, " + EPOCHS + " epochs. Learning rates, quadratic and"
                + " cross-entropy: SGD 3 and 0.5 (the book's for either), SGD + momentum 0.9 a tenth of that, 0.3 and"
                + " 0.05 (a steady gradient moves it ten times as far); RMSprop and Adam 0.001 (their usual one, for both:"
                + " they divide by the gradient's size, which is where the costs differ).";
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
    public List<Finding> findings(Evidence evidence) {
        return PAIRS.stream().map(pair -> finding(evidence, pair)).toList();
    }

    private static Finding finding(Evidence evidence, Pair pair) {
        Sample quadratic = evidence.last(pair.label(Cost.QUADRATIC));
        Sample crossEntropy = evidence.last(pair.label(Cost.CROSS_ENTROPY));
        Comparison lead = evidence.compare(crossEntropy, quadratic);
        Verdict verdict =
                lead.isAbove() ? Verdict.CONFIRMED : lead.isBelow() ? Verdict.NOT_CONFIRMED : Verdict.UNDECIDED;
        return new Finding(
                "(planned, no value given) with " + pair.name() + ", softmax + cross-entropy gets further",
                "quadratic " + Words.percent(quadratic) + ", cross-entropy " + Words.percent(crossEntropy)
                        + " after the last epoch; after the first "
                        + Words.percent(evidence.first(pair.label(Cost.QUADRATIC)))
                        + " and " + Words.percent(evidence.first(pair.label(Cost.CROSS_ENTROPY))),
                verdict,
                "Cross-entropy less quadratic: " + Words.points(lead) + " (" + evidence.basis() + ")."
                        + (verdict == Verdict.UNDECIDED ? " More seeds (--repeats) may tell." : ""));
    }

    @Override
    public List<Chart> charts(Evidence evidence) {
        List<Chart> charts = new ArrayList<>();
        for (Cost cost : Cost.values()) {
            String name = cost == Cost.QUADRATIC ? "quadratic" : "cross-entropy";
            List<Run> runs = evidence.runs().stream()
                    .filter(run -> run.setup().cost() == cost)
                    .toList();
            charts.add(Curves.accuracy(
                    "cost-" + name, cost == Cost.QUADRATIC ? "Quadratic cost" : "Softmax and cross-entropy", runs));
        }
        return charts;
    }
}
