package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.optim.RmsProp;
import dev.inercia.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;

/** The report's run of RMSprop that learned. */
public final class RmsPropRun implements ReportExperiment {

    static final double RATE = 0.0001;
    static final double DECAY = 0.9;
    static final int BATCH_SIZE = 15;
    static final int EPOCHS = 20;
    static final List<Integer> SIZES = List.of(30, 100);
    /** The report's accuracy. */
    private static final double REPORT = 0.9455;
    /** Alike, as for figure 3. */
    private static final double ALIKE = 0.01;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new RmsPropRun(), args);
    }

    @Override
    public String id() {
        return "rmsprop";
    }

    /** The setup of one of the four networks, with RMSprop at the report's rate. */
    static Setup setup(int hidden, Start start, int batchSize, int epochs, long seed) {
        return new Setup(hidden, start, Cost.QUADRATIC, new RmsProp(RATE, DECAY), batchSize, epochs, seed);
    }

    static String network(int hidden, Start start) {
        return hidden + " units, " + Setups.name(start);
    }

    /** The key of the network's name. */
    static String key(int hidden, Start start) {
        return Setups.key(start) + "-" + hidden;
    }

    @Override
    public List<Trial> trials(long seed) {
        List<Trial> trials = new ArrayList<>();
        for (int hidden : SIZES) {
            for (Start start : Setups.STARTS) {
                trials.add(new Trial(network(hidden, start), setup(hidden, start, BATCH_SIZE, EPOCHS, seed)));
            }
        }
        return trials;
    }

    /** That there is a network, of the four, that gives the report's number. */
    @Override
    public List<Claim> claims() {
        List<Quantity> networks = new ArrayList<>();
        for (int hidden : SIZES) {
            for (Start start : Setups.STARTS) {
                String label = network(hidden, start);
                networks.add(new Quantity(
                        key(hidden, start),
                        Unit.POINTS,
                        Threshold.within(ALIKE),
                        List.of(label),
                        runs -> Evidence.last(runs.apply(label)) - REPORT));
            }
        }
        return List.of(new Claim("accuracy", Combination.ANY, networks));
    }

    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        return List.of(Curves.errors("rmsprop", messages.text("rmsprop.title"), evidence.runs(), messages));
    }
}
