package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.result.Verdict;
import dev.inercia.optim.RmsProp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report's run of RMSprop that learned. */
public final class RmsPropRun implements Experiment {

    static final double RATE = 0.0001;
    static final double DECAY = 0.9;
    static final int BATCH_SIZE = 15;
    static final int EPOCHS = 20;
    /** The report's accuracy. */
    static final double REPORT = 0.9455;

    /** Runs only this experiment; takes all options of {@link ReproduceReport} but {@code --only}. */
    public static void main(String[] args) {
        ReproduceReport.only(new RmsPropRun(), args);
    }

    @Override
    public String id() {
        return "rmsprop";
    }

    @Override
    public String title() {
        return "RMSprop at a learning rate of 0.0001";
    }

    @Override
    public String question() {
        return "Does RMSprop get 94.55 %, and for which network? The report states neither its size nor its start.";
    }

    @Override
    public String settings() {
        return "784-30-10 and 784-100-10 with sigmoids and quadratic cost, from both of the book's starts: scaled"
                + " (weights normal with a standard deviation of 1 / sqrt(inputs)) and standard normal; RMSprop, learning"
                + " rate 0.0001, mu 0.9 (that is, decay), batches of " + BATCH_SIZE + ", " + EPOCHS + " epochs.";
    }

    /** The setup of one of the four networks, with RMSprop at the report's rate. */
    static Setup setup(int hidden, Start start, int batchSize, int epochs, long seed) {
        return new Setup(hidden, start, Cost.QUADRATIC, new RmsProp(RATE, DECAY), batchSize, epochs, seed);
    }

    static String network(int hidden, Start start) {
        return hidden + " units, " + (start == Start.SCALED ? "scaled start" : "standard-normal start");
    }

    @Override
    public List<Trial> trials(long seed) {
        List<Trial> trials = new ArrayList<>();
        for (int hidden : new int[] {30, 100}) {
            for (Start start : Start.values()) {
                trials.add(new Trial(network(hidden, start), setup(hidden, start, BATCH_SIZE, EPOCHS, seed)));
            }
        }
        return trials;
    }

    @Override
    public List<Finding> findings(Evidence evidence) {
        List<String> labels = evidence.labels();
        String nearest = labels.stream()
                .min(Comparator.comparingDouble(
                        label -> Math.abs(evidence.last(label).mean() - REPORT)))
                .orElseThrow();
        double lowest = labels.stream()
                .mapToDouble(label -> evidence.last(label).mean())
                .min()
                .orElseThrow();
        double highest = labels.stream()
                .mapToDouble(label -> evidence.last(label).mean())
                .max()
                .orElseThrow();
        List<String> fitting =
                labels.stream().filter(label -> fits(evidence, label)).toList();
        String measured = String.join(
                "; ",
                labels.stream()
                        .map(label -> label + " " + Words.percent(evidence.last(label)))
                        .toList());
        String away = Words.format(
                "nearest is %s, %+.2f points away",
                nearest, 100 * (evidence.last(nearest).mean() - REPORT));
        String claim = "94.55 % after 20 epochs";
        if (!fitting.isEmpty()) {
            return List.of(new Finding(
                    claim,
                    measured,
                    Verdict.CONFIRMED,
                    "Within chance of it (95 %, for as many test images): " + String.join("; ", fitting) + "; " + away
                            + ". That the report's network was like that is inferred, not known."));
        }
        if (lowest < REPORT && REPORT < highest) {
            return List.of(new Finding(
                    claim,
                    measured,
                    Verdict.UNDECIDED,
                    "None of these networks gives it, but it lies between them: a network of another size may; " + away
                            + "."));
        }
        return List.of(
                new Finding(claim, measured, Verdict.NOT_CONFIRMED, "None of these networks gives it: " + away + "."));
    }

    /** True if the report's number is within the sampling error of this network's accuracy. */
    private static boolean fits(Evidence evidence, String label) {
        Comparison comparison = Comparison.ofShares(evidence.last(label).mean(), REPORT, evidence.images());
        return !comparison.isAbove() && !comparison.isBelow();
    }
}
