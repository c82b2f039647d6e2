package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plan of the report's second half: quadratic cost against softmax with cross-entropy. */
public final class Cost implements Experiment {

    private static final int EPOCHS = 15;
    private static final String QUADRATIC = ", quadratic";
    private static final String CROSS_ENTROPY = ", cross-entropy";

    /** Runs this experiment alone. */
    public static void main(String[] args) {
        ReproduceReport.main("cost", args);
    }

    @Override
    public String id() {
        return "cost";
    }

    private static Map<String, Optimizer> optimizers() {
        Map<String, Optimizer> optimizers = new LinkedHashMap<>();
        optimizers.put("SGD 0.07", new Sgd(Fig1.RATE));
        optimizers.put("momentum 0.07", new Momentum(Fig1.RATE, 0.9));
        optimizers.put("RMSprop 0.001", new RmsProp(0.001, 0.9));
        optimizers.put("Adam 0.001", new Adam(0.001));
        return optimizers;
    }

    @Override
    public List<Trial> trials(Options options) {
        List<Trial> trials = new ArrayList<>();
        int epochs = options.epochsOr(EPOCHS);
        optimizers().forEach((label, optimizer) -> {
            options.seeds().forEach(seed -> trials.add(Trial.of(label + QUADRATIC, optimizer, epochs, seed)));
            options.seeds()
                    .forEach(seed -> trials.add(Trial.of(label + CROSS_ENTROPY, optimizer, epochs, seed)
                            .cost(Setup.Cost.CROSS_ENTROPY)));
        });
        return trials;
    }

    @Override
    public Outcome judge(List<Run> runs) {
        List<Finding> findings = new ArrayList<>();
        for (String label : optimizers().keySet()) {
            findings.add(compare(
                    label,
                    Score.best(Runs.of(runs, label + QUADRATIC)),
                    Score.best(Runs.of(runs, label + CROSS_ENTROPY))));
        }
        return new Outcome(
                id(),
                "Cost: quadratic against softmax with cross-entropy",
                "What does the cost do for each optimizer? The report planned to find out.",
                "784-30-10, start scaled by 1/sqrt(inputs), batch 10, "
                        + runs.get(0).setup().epochs()
                        + " epochs. SGD and momentum at the report's 0.07, RMSprop and Adam at 0.001, for both costs alike.",
                runs,
                findings,
                List.of(
                        "With the quadratic cost an output's error is multiplied by the slope of its sigmoid, so an output"
                                + " that is confidently wrong learns slowly. With softmax and cross-entropy that factor cancels: the"
                                + " gradient is the error itself. Steps are larger for it, so at 0.07 momentum has more than it"
                                + " can use."),
                List.of(Runs.accuracyChart("cost", "Quadratic cost and cross-entropy", runs)));
    }

    static Finding compare(String label, Score quadratic, Score crossEntropy) {
        Verdict verdict = Verdict.UNDECIDED;
        String reason = "The difference is within what chance gives.";
        if (crossEntropy.isClearlyAbove(quadratic)) {
            verdict = Verdict.CONFIRMED;
            reason = "Cross-entropy is clearly ahead.";
        } else if (quadratic.isClearlyAbove(crossEntropy)) {
            verdict = Verdict.NOT_CONFIRMED;
            reason = "The quadratic cost is clearly ahead at this learning rate.";
        }
        return new Finding(
                label + ": cross-entropy is the better cost (planned; the report has no result)",
                "best epochs: quadratic " + quadratic + ", cross-entropy " + crossEntropy,
                verdict,
                reason);
    }
}
