package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Epoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figure 1: what does the momentum do, and what was it when it was not set? */
public final class Fig1 implements Experiment {

    static final int EPOCHS = 15;
    static final double RATE = 0.07;
    static final String UNSET = "momentum unset";
    static final String ZERO = "momentum 0";
    static final String HALF = "momentum 0.5";
    static final String HIGH = "momentum 0.9";

    /** Runs this experiment alone. */
    public static void main(String[] args) {
        ReproduceReport.main("fig1", args);
    }

    @Override
    public String id() {
        return "fig1";
    }

    @Override
    public List<Trial> trials(Options options) {
        Map<String, Optimizer> optimizers = new LinkedHashMap<>();
        optimizers.put(UNSET, new Sgd(RATE));
        optimizers.put(ZERO, new Momentum(RATE, 0));
        optimizers.put(HALF, new Momentum(RATE, 0.5));
        optimizers.put(HIGH, new Momentum(RATE, 0.9));
        List<Trial> trials = new ArrayList<>();
        optimizers.forEach((label, optimizer) -> options.seeds()
                .forEach(seed -> trials.add(Trial.of(label, optimizer, options.epochsOr(EPOCHS), seed))));
        return trials;
    }

    @Override
    public Outcome judge(List<Run> runs) {
        return new Outcome(
                id(),
                "Figure 1: momentum unset, 0.5 and 0.9",
                "Which momentum is the most accurate, which is the fastest, and what was it when it was not set?",
                "784-30-10, quadratic cost, start scaled by 1/sqrt(inputs), batch 10, learning rate 0.07, "
                        + runs.get(0).setup().epochs() + " epochs. Unset is our default, plain SGD.",
                runs,
                List.of(mostAccurate(runs), slower(runs), foundAValue(runs)),
                List.of("Nothing finds a momentum by itself: a variable that is not set has the value that the program"
                        + " gives it, here 0. At a learning rate that suits momentum 0.9 badly, plain SGD can well be the"
                        + " better of the two; that is a matter of the learning rate, and no value was found."),
                List.of(Runs.accuracyChart("fig1", "Momentum at learning rate 0.07", runs)));
    }

    private static Finding mostAccurate(List<Run> runs) {
        Score unset = Score.best(Runs.of(runs, UNSET));
        Score half = Score.best(Runs.of(runs, HALF));
        Score high = Score.best(Runs.of(runs, HIGH));
        Score other = half.mean() > unset.mean() ? half : unset;
        Verdict verdict = Verdict.UNDECIDED;
        String reason = "The difference to the better of the others is within what chance gives.";
        if (high.isClearlyAbove(other)) {
            verdict = Verdict.CONFIRMED;
            reason = "0.9 is ahead of the better of the others by more than two standard errors.";
        } else if (other.isClearlyAbove(high)) {
            verdict = Verdict.NOT_CONFIRMED;
            reason = "Another is ahead of 0.9 by more than two standard errors.";
        }
        return new Finding(
                "0.9 is the most accurate",
                "best epochs: unset " + unset + ", 0.5 " + half + ", 0.9 " + high,
                verdict,
                reason);
    }

    private static Finding slower(List<Run> runs) {
        double unset = Runs.trainingSeconds(Runs.of(runs, UNSET));
        double high = Runs.trainingSeconds(Runs.of(runs, HIGH));
        int reached = epochsTo(Runs.of(runs, UNSET), Runs.of(runs, HIGH));
        String measured =
                String.format(Locale.ROOT, "%.1f s of training for 0.9, %.1f s for unset, cores shared", high, unset);
        Verdict verdict = Verdict.UNDECIDED;
        String reason = "By the clock they are too close to tell while other trainings share the cores; timing measures"
                + " that alone.";
        if (high > 1.2 * unset) {
            verdict = Verdict.CONFIRMED;
            reason = "An epoch takes longer with 0.9, even allowing for shared cores.";
        } else if (high < unset / 1.2) {
            verdict = Verdict.NOT_CONFIRMED;
            reason = "An epoch takes less time with 0.9, even allowing for shared cores.";
        }
        return new Finding(
                "0.9 is slower than unset",
                measured,
                verdict,
                reason
                        + (reached > 0
                                ? " In epochs 0.9 is the faster: it reached unset's best in epoch " + reached + "."
                                : " In epochs it is the slower too: it never reached unset's best."));
    }

    /** The first epoch in which the others were as good as the first ones' best, over all seeds; 0 if never. */
    private static int epochsTo(List<Run> first, List<Run> others) {
        double best = Score.best(first).mean();
        for (int epoch = 1; epoch <= others.get(0).history().epochs().size(); epoch++) {
            if (Score.after(others, epoch).mean() >= best) {
                return epoch;
            }
        }
        return 0;
    }

    private static Finding foundAValue(List<Run> runs) {
        boolean same = correct(Runs.of(runs, UNSET)).equals(correct(Runs.of(runs, ZERO)));
        return new Finding(
                "unset, it \"encontró un valor óptimo por su cuenta\" (found an optimal value by itself)",
                same
                        ? "with momentum written as 0, the same number correct in every epoch"
                        : "with momentum written as 0, other numbers correct",
                same ? Verdict.NOT_CONFIRMED : Verdict.UNDECIDED,
                same
                        ? "The value was 0, which is plain SGD: leaving it out and writing 0 give the same training."
                        : "Leaving momentum out and writing 0 should give the same training, but did not.");
    }

    private static List<List<Integer>> correct(List<Run> runs) {
        return runs.stream()
                .map(run -> run.history().epochs().stream().map(Epoch::correct).toList())
                .toList();
    }
}
