package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Sgd;
import dev.inercia.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The report's figure 1: three values of momentum. */
public final class Fig1 implements ReportExperiment {

    private static final String UNSET = "momentum unset (0)";
    private static final String HALF = "momentum 0.5";
    private static final String MOST = "momentum 0.9";
    private static final double RATE = 0.07;
    private static final int EPOCHS = 15;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Fig1(), args);
    }

    @Override
    public String id() {
        return "fig1";
    }

    @Override
    public List<Trial> trials(long seed) {
        List<Trial> trials = new ArrayList<>();
        for (Start start : Setups.STARTS) {
            trials.add(new Trial(label(UNSET, start), Setups.usual(start, new Sgd(RATE), EPOCHS, seed)));
            trials.add(new Trial(label(HALF, start), Setups.usual(start, new Momentum(RATE, 0.5), EPOCHS, seed)));
            trials.add(new Trial(label(MOST, start), Setups.usual(start, new Momentum(RATE, 0.9), EPOCHS, seed)));
        }
        return trials;
    }

    private static String label(String momentum, Start start) {
        return momentum + ", " + Setups.name(start);
    }

    @Override
    public List<Claim> claims() {
        List<Quantity> leads = new ArrayList<>();
        List<Quantity> unset = new ArrayList<>();
        for (Start start : Setups.STARTS) {
            leads.add(lead(start, MOST, HALF, UNSET));
            unset.add(lead(start, UNSET, HALF, MOST));
        }
        return List.of(
                new Claim("most-accurate", Combination.EVERY_READING, leads),
                new Claim("slower", Timing.ratio(Threshold.atLeast(1))),
                new Claim("found", Combination.EVERY_READING, unset));
    }

    /** The lead of one over the better of the others with the same seed. */
    private static Quantity lead(Start start, String one, String other, String another) {
        List<String> labels = List.of(label(one, start), label(other, start), label(another, start));
        return new Quantity(
                Setups.key(start),
                Unit.POINTS,
                Threshold.atLeast(0),
                labels,
                runs -> accuracy(runs, labels.get(0))
                        - Math.max(accuracy(runs, labels.get(1)), accuracy(runs, labels.get(2))));
    }

    private static double accuracy(Function<String, Run> runs, String label) {
        return Evidence.lastEpochs(runs.apply(label));
    }

    /** How much seed, start and momentum each move the result. */
    @Override
    public List<String> remarks(Evidence evidence, Messages messages) {
        return List.of(
                Moves.of(evidence, List.of(UNSET, HALF, MOST)).words("fig1.moves", messages),
                messages.text("fig1.remark"));
    }

    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        return Curves.errorsByStart("fig1", evidence, messages);
    }
}
