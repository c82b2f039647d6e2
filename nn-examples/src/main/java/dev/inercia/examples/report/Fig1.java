package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report's figure 1: three values of momentum. */
public final class Fig1 implements Experiment {

    private static final String UNSET = "momentum unset (0)";
    private static final String HALF = "momentum 0.5";
    private static final String MOST = "momentum 0.9";
    private static final double RATE = 0.07;
    private static final int EPOCHS = 15;
    /** Other trainings share the cores, so smaller differences in time mean nothing. */
    private static final double TELLING = 0.05;
    /** The accuracy used to compare the speed of learning. */
    private static final double GOAL = 0.9;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Fig1(), args);
    }

    @Override
    public String id() {
        return "fig1";
    }

    @Override
    public String title() {
        return "Figure 1: momentum unset, 0.5 and 0.9";
    }

    @Override
    public String question() {
        return "Which momentum is the most accurate, at what price in time, and did leaving it unset find a value?";
    }

    @Override
    public String settings() {
        return Setups.USUAL + "; learning rate " + RATE + ", " + EPOCHS
                + " epochs. Unset is momentum 0, plain SGD, which is also this library's default.";
    }

    @Override
    public List<Trial> trials(long seed) {
        return List.of(
                new Trial(UNSET, Setups.usual(new Sgd(RATE), EPOCHS, seed)),
                new Trial(HALF, Setups.usual(new Momentum(RATE, 0.5), EPOCHS, seed)),
                new Trial(MOST, Setups.usual(new Momentum(RATE, 0.9), EPOCHS, seed)));
    }

    @Override
    public List<Finding> findings(Evidence evidence) {
        return List.of(mostAccurate(evidence), slower(evidence), foundAValue(evidence));
    }

    private static Finding mostAccurate(Evidence evidence) {
        Comparison overUnset = evidence.compare(evidence.last(MOST), evidence.last(UNSET));
        Comparison overHalf = evidence.compare(evidence.last(MOST), evidence.last(HALF));
        String differences = "0.9 is " + Words.points(overUnset) + " beside unset and " + Words.points(overHalf)
                + " beside 0.5 (" + evidence.basis() + ")";
        String measured = "unset " + Words.percent(evidence.last(UNSET)) + ", 0.5 " + Words.percent(evidence.last(HALF))
                + ", 0.9 " + Words.percent(evidence.last(MOST)) + " after the last epoch";
        if (overUnset.isAbove() && overHalf.isAbove()) {
            return new Finding(
                    "0.9 is the most accurate",
                    measured,
                    Verdict.CONFIRMED,
                    differences + ": significantly above both.");
        }
        if (overUnset.isBelow() || overHalf.isBelow()) {
            return new Finding("0.9 is the most accurate", measured, Verdict.NOT_CONFIRMED, differences + ".");
        }
        return new Finding(
                "0.9 is the most accurate",
                measured,
                Verdict.UNDECIDED,
                differences + ": not significant; more seeds (--repeats) may decide.");
    }

    private static Finding slower(Evidence evidence) {
        Times times = Times.of(evidence, MOST, UNSET, TELLING);
        String measured = Words.format(
                "a median epoch: unset %.3f s, 0.9 %.3f s; %s",
                medianEpoch(evidence, UNSET), medianEpoch(evidence, MOST), untilGoal(evidence));
        String ratio = "Counted in seconds, an epoch with 0.9 took " + times.ratio() + " of the time of one without";
        String claim = "0.9 is slower than unset";
        return switch (times.order()) {
            case SLOWER ->
                new Finding(claim, measured, Verdict.CONFIRMED, ratio + ", while other trainings shared the cores.");
            case QUICKER -> new Finding(claim, measured, Verdict.NOT_CONFIRMED, ratio + ".");
            case ALIKE -> new Finding(claim, measured, Verdict.NOT_CONFIRMED, ratio + ", which is about the same.");
            case UNSURE ->
                new Finding(
                        claim,
                        measured,
                        Verdict.UNDECIDED,
                        ratio + ", which may be chance, since other trainings share the cores; the"
                                + " experiment 'timing' measures alone.");
        };
    }

    private static Finding foundAValue(Evidence evidence) {
        Comparison below = evidence.compare(evidence.last(MOST), evidence.last(UNSET));
        String claim = "left unset, momentum \"encontró un valor óptimo por su cuenta\"";
        String measured = "unset " + Words.percent(evidence.last(UNSET)) + ", the best of the set ones "
                + Words.percent(
                        Math.max(evidence.last(HALF).mean(), evidence.last(MOST).mean()));
        if (below.isAbove()) {
            return new Finding(
                    claim,
                    measured,
                    Verdict.NOT_CONFIRMED,
                    "Unset is momentum 0: nothing in plain SGD looks for a value, and its result is not the best but "
                            + Words.points(below) + " below that of 0.9.");
        }
        return new Finding(
                claim,
                measured,
                Verdict.UNDECIDED,
                "Unset is momentum 0: nothing in plain SGD looks for a value, but here its result is not significantly"
                        + " below that of 0.9.");
    }

    @Override
    public List<String> remarks(Evidence evidence) {
        return List.of(
                "Did it find a value by itself? An unset momentum is 0 and stays 0: Sgd(rate) and Momentum(rate, 0)"
                        + " give the same bits. The report has the time both ways: by its stopwatch momentum was quicker (timing),"
                        + " by this figure slower.");
    }

    private static double medianEpoch(Evidence evidence, String label) {
        return evidence.sample(label, run -> new Sample(Times.epochs(run, Epoch::trainingSeconds)).median())
                .median();
    }

    /** The first epoch that reached the goal, for each momentum. */
    private static String untilGoal(Evidence evidence) {
        List<String> parts = new ArrayList<>();
        for (String label : List.of(UNSET, MOST)) {
            Run run = evidence.of(label).get(0);
            Optional<Epoch> first = run.history().epochs().stream()
                    .filter(epoch -> epoch.accuracy() >= GOAL)
                    .findFirst();
            parts.add(first.map(epoch -> "in epoch " + epoch.number()).orElse("in no epoch") + " with "
                    + (label.equals(UNSET) ? "unset" : "0.9"));
        }
        return "90 % " + String.join(", ", parts);
    }
}
