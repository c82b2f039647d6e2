package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Epoch;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Compares the times of 50 epochs with and without momentum. */
public final class Timing implements Experiment {

    private static final String SGD = "SGD";
    private static final String MOMENTUM = "SGD + momentum";
    private static final double RATE = 0.07;
    private static final int EPOCHS = 50;
    /** The report's stopwatch times, in seconds. */
    private static final double REPORT_SGD = 210;

    private static final double REPORT_MOMENTUM = 170;
    /** A smaller relative difference in time says more about the machine than about the optimizer. */
    private static final double TELLING = 0.02;

    private static final String MORE_WORK = ": momentum only adds work to a step, so the report's"
            + " difference most likely came from the machine or the stopwatch.";

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Timing(), args);
    }

    @Override
    public String id() {
        return "timing";
    }

    @Override
    public String title() {
        return "How long it takes";
    }

    @Override
    public String question() {
        return "Is SGD with momentum quicker than SGD alone, as the report's stopwatch says?";
    }

    @Override
    public String settings() {
        return Setups.USUAL + "; learning rate " + RATE + ", momentum " + Setups.MOMENTUM + ", " + EPOCHS
                + " epochs. Both ran alone on the machine and took turns epoch by epoch, so that other load on the machine"
                + " affected both. A warm-up epoch of each is not counted; no other experiment uses their runs.";
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
    public List<Finding> findings(Evidence evidence) {
        Times times = Times.of(evidence, MOMENTUM, SGD, TELLING);
        Verdict verdict = switch (times.order()) {
            case QUICKER -> Verdict.CONFIRMED;
            case SLOWER, ALIKE -> Verdict.NOT_CONFIRMED;
            case UNSURE -> Verdict.UNDECIDED;
        };
        String took = "An epoch with momentum took " + times.ratio() + " of the time of one without";
        String reason = switch (times.order()) {
            case QUICKER -> took + ".";
            case SLOWER -> took + MORE_WORK;
            case ALIKE -> took + ", which is about the same" + MORE_WORK;
            case UNSURE -> took + ", which may be chance: too few epochs, or too busy a machine.";
        };
        return List.of(new Finding(
                "SGD 3 min 30 s (\"un valor «Probable»\"), SGD + momentum 2 min 50 s, by a phone's stopwatch: momentum is"
                        + " quicker",
                "SGD " + describe(evidence, SGD) + ", SGD + momentum " + describe(evidence, MOMENTUM)
                        + Words.format(
                                "; momentum / SGD, epoch by epoch, %.2f, in the report %.2f",
                                times.factor(), REPORT_MOMENTUM / REPORT_SGD),
                verdict,
                reason));
    }

    @Override
    public List<String> remarks(Evidence evidence) {
        Run momentum = evidence.of(MOMENTUM).get(0);
        double all = Times.training(momentum) + Times.evaluation(momentum);
        String speed = Words.format(
                "The absolute times depend on the machine and the program, not on the optimizer. Scaled to %d epochs, SGD +"
                        + " momentum with its evaluations took %s here: the report's 2 min 50 s are %.0f times that.",
                EPOCHS, Words.time(all * EPOCHS / epochs(momentum)), REPORT_MOMENTUM * epochs(momentum) / EPOCHS / all);
        String accuracy = "After the last epoch SGD had " + Words.percent(evidence.last(SGD))
                + " of the test images correct and SGD + momentum " + Words.percent(evidence.last(MOMENTUM))
                + ".";
        return List.of(speed, accuracy);
    }

    private static int epochs(Run run) {
        return run.history().epochs().size();
    }

    private static double seconds(Evidence evidence, String label) {
        return evidence.sample(label, Times::training).mean();
    }

    private static String describe(Evidence evidence, String label) {
        ToDoubleFunction<Run> epoch = run -> new Sample(Times.epochs(run, Epoch::trainingSeconds)).median();
        return Words.format(
                "%s (a median epoch %.3f s) and %s of evaluation",
                Words.time(seconds(evidence, label)),
                evidence.sample(label, epoch).median(),
                Words.time(evidence.sample(label, Times::evaluation).mean()));
    }
}
