package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import java.util.List;

/** The report's figure 3: four optimizers at one learning rate. */
public final class Fig3 implements Experiment {

    private static final String SGD = "SGD";
    private static final String MOMENTUM = "SGD + momentum";
    private static final String RMSPROP = "RMSprop";
    private static final String ADAM = "Adam";
    private static final double RATE = 0.01;
    private static final int EPOCHS = 15;
    private static final int SEEDS = 3;
    /** "A little less than 1 %", as a range. */
    private static final double LITTLE_LESS_LOW = 0.005;

    private static final double LITTLE_LESS_HIGH = 0.01;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new Fig3(), args);
    }

    @Override
    public String id() {
        return "fig3";
    }

    @Override
    public String title() {
        return "Figure 3: SGD, momentum, RMSprop and Adam";
    }

    @Override
    public String question() {
        return "Are RMSprop and Adam nearly alike at a learning rate of 0.01, and which of them is ahead?";
    }

    @Override
    public String settings() {
        return Setups.USUAL + "; learning rate " + RATE + ", " + EPOCHS + " epochs, at least " + SEEDS
                + " seeds; momentum " + Setups.MOMENTUM
                + "; RMSprop's decay 0.9; Adam's beta1 0.9 and beta2 0.999.";
    }

    @Override
    public int leastRepeats() {
        return SEEDS;
    }

    @Override
    public List<Trial> trials(long seed) {
        return List.of(
                new Trial(SGD, Setups.usual(new Sgd(RATE), EPOCHS, seed)),
                new Trial(MOMENTUM, Setups.usual(new Momentum(RATE, Setups.MOMENTUM), EPOCHS, seed)),
                new Trial(RMSPROP, Setups.usual(new RmsProp(RATE), EPOCHS, seed)),
                new Trial(ADAM, Setups.usual(new Adam(RATE), EPOCHS, seed)));
    }

    @Override
    public List<Finding> findings(Evidence evidence) {
        Comparison rmsprop = evidence.compare(evidence.last(RMSPROP), evidence.last(ADAM));
        String measured = RMSPROP + " " + Words.percent(evidence.last(RMSPROP)) + ", " + ADAM + " "
                + Words.percent(evidence.last(ADAM)) + " after the last epoch";
        return List.of(
                alike(evidence, rmsprop, measured),
                leads(evidence, RMSPROP, ADAM, rmsprop, measured),
                leads(evidence, ADAM, RMSPROP, rmsprop.reversed(), measured));
    }

    private static Finding alike(Evidence evidence, Comparison difference, String measured) {
        boolean within = difference.low() > -LITTLE_LESS_HIGH && difference.high() < LITTLE_LESS_HIGH;
        boolean without = difference.low() > LITTLE_LESS_HIGH || difference.high() < -LITTLE_LESS_HIGH;
        Verdict verdict = within ? Verdict.CONFIRMED : without ? Verdict.NOT_CONFIRMED : Verdict.UNDECIDED;
        String reason = "RMSprop less Adam: " + Words.points(difference) + " (" + evidence.basis() + "), ";
        return new Finding(
                "RMSprop and Adam are nearly alike",
                measured + "; " + SGD + " " + Words.percent(evidence.last(SGD)) + ", " + MOMENTUM + " "
                        + Words.percent(evidence.last(MOMENTUM)),
                verdict,
                reason
                        + switch (verdict) {
                            case CONFIRMED -> "significantly less than 1 point.";
                            case NOT_CONFIRMED -> "significantly more than 1 point.";
                            case UNDECIDED -> "which may or may not be less than 1 point.";
                        });
    }

    /** Decides whether one leads the other by 0.5 to 1 point. */
    private static Finding leads(Evidence evidence, String first, String second, Comparison lead, String measured) {
        boolean inRange = lead.difference() >= LITTLE_LESS_LOW && lead.difference() <= LITTLE_LESS_HIGH;
        boolean outside = lead.high() < LITTLE_LESS_LOW || lead.low() > LITTLE_LESS_HIGH;
        Verdict verdict =
                inRange && lead.isAbove() ? Verdict.CONFIRMED : outside ? Verdict.NOT_CONFIRMED : Verdict.UNDECIDED;
        String reason = first + " less " + second + ": " + Words.points(lead) + " (" + evidence.basis() + "); ";
        return new Finding(
                first + " beats " + second + ": it \"le gana en poco menos de 1 %\" (the report does not say which)",
                measured,
                verdict,
                reason
                        + switch (verdict) {
                            case CONFIRMED -> "a significant lead, and between 0.5 and 1 point.";
                            case NOT_CONFIRMED -> "a lead of 0.5 to 1 point is not compatible with that.";
                            case UNDECIDED -> "a lead of 0.5 to 1 point can be neither shown nor excluded by that.";
                        });
    }

    @Override
    public List<String> remarks(Evidence evidence) {
        return List.of("The report doubts which of Adam's two betas is its mu. beta1 (0.9) averages the gradients and"
                + " plays the part of momentum's mu. beta2 (0.999) averages their squares and is RMSprop's decay, which"
                + " the report also calls mu. So if mu is momentum, it is beta1; if it is RMSprop's, it is beta2. (Kingma"
                + " and Ba 2015, algorithm 1.)");
    }
}
