package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Combination;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import dev.inercia.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;

/** The report's figure 3: four optimizers at one learning rate. */
public final class Fig3 implements ReportExperiment {

    private static final String SGD = "SGD";
    private static final String MOMENTUM = "SGD + momentum";
    private static final String RMSPROP = "RMSprop";
    private static final String ADAM = "Adam";
    private static final double RATE = 0.01;
    private static final int EPOCHS = 15;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Fig3(), args);
    }

    @Override
    public String id() {
        return "fig3";
    }

    @Override
    public List<Trial> trials(long seed) {
        List<Trial> trials = new ArrayList<>();
        for (Start start : Setups.STARTS) {
            trials.add(new Trial(label(SGD, start), Setups.usual(start, new Sgd(RATE), EPOCHS, seed)));
            trials.add(new Trial(
                    label(MOMENTUM, start), Setups.usual(start, new Momentum(RATE, Setups.MOMENTUM), EPOCHS, seed)));
            trials.add(new Trial(label(RMSPROP, start), Setups.usual(start, new RmsProp(RATE), EPOCHS, seed)));
            trials.add(new Trial(label(ADAM, start), Setups.usual(start, new Adam(RATE), EPOCHS, seed)));
        }
        return trials;
    }

    private static String label(String optimizer, Start start) {
        return optimizer + ", " + Setups.name(start);
    }

    @Override
    public List<Claim> claims() {
        return List.of(
                new Claim("alike", Combination.EVERY_READING, differences(Threshold.within(0.01))),
                new Claim("little-less", Combination.EVERY_READING, differences(Threshold.sizeBetween(0.005, 0.01))));
    }

    /** RMSprop less Adam, for each start. */
    private static List<Quantity> differences(Threshold threshold) {
        return Setups.STARTS.stream()
                .map(start -> new Quantity(
                        Setups.key(start),
                        Unit.POINTS,
                        threshold,
                        List.of(label(RMSPROP, start), label(ADAM, start)),
                        runs -> Evidence.lastEpochs(runs.apply(label(RMSPROP, start)))
                                - Evidence.lastEpochs(runs.apply(label(ADAM, start)))))
                .toList();
    }

    @Override
    public List<String> remarks(Evidence evidence, Messages messages) {
        return List.of(
                Moves.of(evidence, List.of(SGD, MOMENTUM, RMSPROP, ADAM)).words("fig3.moves", messages),
                messages.text("fig3.remark"));
    }

    @Override
    public List<LinePlot> charts(Evidence evidence, Messages messages) {
        return Curves.errorsByStart("fig3", evidence, messages);
    }
}
