package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figure 3: SGD, momentum, RMSprop and Adam at one learning rate. */
public final class Fig3 implements Experiment {

    private static final int EPOCHS = 15;
    private static final double RATE = 0.01;
    private static final int SEEDS = 3;
    static final String RMSPROP = "RMSprop";
    static final String ADAM = "Adam";

    /** Runs this experiment alone. */
    public static void main(String[] args) {
        ReproduceReport.main("fig3", args);
    }

    @Override
    public String id() {
        return "fig3";
    }

    @Override
    public List<Trial> trials(Options options) {
        Map<String, Optimizer> optimizers = new LinkedHashMap<>();
        optimizers.put("SGD", new Sgd(RATE));
        optimizers.put("momentum", new Momentum(RATE, 0.9));
        optimizers.put(RMSPROP, new RmsProp(RATE, 0.9));
        optimizers.put(ADAM, new Adam(RATE));
        List<Trial> trials = new ArrayList<>();
        optimizers.forEach((label, optimizer) -> options.seeds(SEEDS)
                .forEach(seed -> trials.add(Trial.of(label, optimizer, options.epochsOr(EPOCHS), seed))));
        return trials;
    }

    @Override
    public Outcome judge(List<Run> runs) {
        Score rmsProp = Score.best(Runs.of(runs, RMSPROP));
        Score adam = Score.best(Runs.of(runs, ADAM));
        return new Outcome(
                id(),
                "Figure 3: four optimizers at learning rate 0.01",
                "How do SGD, momentum, RMSprop and Adam compare, and which of the last two is ahead?",
                "784-30-10, quadratic cost, start scaled by 1/sqrt(inputs), batch 10, learning rate 0.01 for all, "
                        + runs.get(0).setup().epochs() + " epochs, " + rmsProp.runs()
                        + " seeds; momentum 0.9, RMSprop's decay 0.9, Adam's betas 0.9 and 0.999.",
                runs,
                List.of(alike(rmsProp, adam), ahead(rmsProp, adam)),
                List.of(
                        "Which of Adam's betas is the report's mu? Beta1, 0.9, keeps a running mean of gradients: it plays the"
                                + " part of momentum. Beta2, 0.999, keeps one of squared gradients: it is what mu is in"
                                + " RMSprop, its decay.",
                        "One learning rate for all four is no fair race: 0.01 is small for plain SGD with the quadratic cost"
                                + " and ten times Adam's default."),
                List.of(Runs.accuracyChart("fig3", "Four optimizers at learning rate 0.01", runs)));
    }

    static Finding alike(Score rmsProp, Score adam) {
        double difference = Math.abs(adam.mean() - rmsProp.mean());
        return new Finding(
                "RMSprop and Adam are nearly alike",
                "best epochs: RMSprop " + rmsProp + ", Adam " + adam,
                difference < 1 ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED,
                String.format(Locale.ROOT, "Their means are %.2f %% apart.", difference));
    }

    /** The report does not say which of the two is ahead, so either may be. */
    static Finding ahead(Score rmsProp, Score adam) {
        boolean isAdam = adam.mean() > rmsProp.mean();
        Score first = isAdam ? adam : rmsProp;
        Score second = isAdam ? rmsProp : adam;
        double difference = first.mean() - second.mean();
        String names = isAdam ? "Adam over RMSprop" : "RMSprop over Adam";
        Verdict verdict;
        String reason;
        if (!first.isClearlyAbove(second)) {
            verdict = Verdict.UNDECIDED;
            reason = "The difference is within what seeds and test images give.";
        } else if (difference >= 0.5 && difference < 1) {
            verdict = Verdict.CONFIRMED;
            reason = "It is " + names + ", clearly; the report does not say which.";
        } else {
            verdict = Verdict.NOT_CONFIRMED;
            reason = "It is " + names + ", clearly, but by " + (difference < 1 ? "less" : "more")
                    + " than \"un poco menos de 1 %\".";
        }
        return new Finding(
                "one of the two \"le gana en poco menos de 1 %\" (wins by a little less than 1 %)",
                String.format(Locale.ROOT, "%s by %.2f %%, mean of %d seeds", names, difference, first.runs()),
                verdict,
                reason);
    }
}
