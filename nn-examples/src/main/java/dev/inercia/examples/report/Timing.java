package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Does momentum make training faster by the clock? */
public final class Timing implements Experiment {

    private static final int EPOCHS = 50;
    private static final double RATE = 0.07;
    private static final String SGD = "SGD";
    private static final String MOMENTUM = "SGD + momentum 0.9";
    /** Times that differ by less are called alike: clocks and machines are no better than that. */
    private static final double ALIKE = 0.05;

    /** Runs this experiment alone. */
    public static void main(String[] args) {
        ReproduceReport.main("timing", args);
    }

    @Override
    public String id() {
        return "timing";
    }

    @Override
    public boolean runsAlone() {
        return true;
    }

    @Override
    public List<Trial> trials(Options options) {
        int epochs = options.epochsOr(EPOCHS);
        return Stream.concat(
                        options.seeds().stream().map(seed -> Trial.of(SGD, new Sgd(RATE), epochs, seed)),
                        options.seeds().stream().map(seed -> Trial.of(MOMENTUM, new Momentum(RATE), epochs, seed)))
                .toList();
    }

    @Override
    public Outcome judge(List<Run> runs) {
        List<Run> sgd = Runs.of(runs, SGD);
        List<Run> momentum = Runs.of(runs, MOMENTUM);
        int epochs = sgd.get(0).setup().epochs();
        double sgdSeconds = Runs.trainingSeconds(sgd);
        double momentumSeconds = Runs.trainingSeconds(momentum);
        String measured = String.format(
                Locale.ROOT,
                "%.1f s against %.1f s for %d epochs of training, evaluation not counted",
                sgdSeconds,
                momentumSeconds,
                epochs);
        return new Outcome(
                id(),
                "Timing: does momentum save time?",
                "Does SGD with momentum take less time than plain SGD for the same number of epochs?",
                "784-30-10, quadratic cost, start scaled by 1/sqrt(inputs), batch 10, learning rate 0.07, " + epochs
                        + " epochs; one training at a time, on one thread, with nothing else of ours running.",
                runs,
                List.of(
                        new Finding(
                                "SGD + momentum takes less time: 2 min 50 s against 3 min 30 s",
                                measured,
                                verdict(sgdSeconds, momentumSeconds),
                                reason(sgdSeconds, momentumSeconds)),
                        new Finding(
                                "50 epochs take 3 min 30 s (\"un valor «Probable»\")",
                                measured,
                                Verdict.UNDECIDED,
                                "A phone's stopwatch on another machine and another program cannot be compared with a"
                                        + " clock in this one; only the ratio can.")),
                List.of(sooner(sgd.get(0), momentum.get(0))),
                List.of(Runs.accuracyChart("timing", "SGD and SGD + momentum, learning rate 0.07", runs)));
    }

    static Verdict verdict(double sgd, double momentum) {
        if (momentum < sgd * (1 - ALIKE)) {
            return Verdict.CONFIRMED;
        }
        return Verdict.NOT_CONFIRMED;
    }

    private static String reason(double sgd, double momentum) {
        double percent = 100 * (momentum / sgd - 1);
        String ratio = String.format(
                Locale.ROOT,
                "An epoch with momentum took %.0f %% %s: ",
                Math.abs(percent),
                percent < 0 ? "less" : "more");
        return Math.abs(percent) < 100 * ALIKE
                ? ratio + "that is alike. A step with momentum does all that a plain one does, and keeps a velocity."
                : ratio
                        + (percent < 0
                                ? "less work it is not, so look for what else the machine was doing."
                                : "a step with momentum does all that a plain one does, and keeps a velocity.");
    }

    /** What momentum does save: epochs. */
    private static String sooner(Run sgd, Run momentum) {
        Epoch best = sgd.history().best().orElseThrow();
        return momentum.history().epochs().stream()
                .filter(epoch -> epoch.correct() >= best.correct())
                .findFirst()
                .map(epoch -> String.format(
                        Locale.ROOT,
                        "What momentum saves is epochs. The best that plain SGD reached, %d / %d in epoch %d, it reached in"
                                + " epoch %d: in %.1f s of training instead of %.1f.",
                        best.correct(),
                        best.total(),
                        best.number(),
                        epoch.number(),
                        secondsUpTo(momentum, epoch.number()),
                        secondsUpTo(sgd, best.number())))
                .orElse("Momentum did not reach the best that plain SGD reached, " + best.correct() + " / "
                        + best.total() + ".");
    }

    private static double secondsUpTo(Run run, int epoch) {
        return run.history().epochs().stream()
                .limit(epoch)
                .mapToDouble(Epoch::trainingSeconds)
                .sum();
    }
}
