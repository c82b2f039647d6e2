package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.text.Messages;
import java.util.List;

/**
 * How far accuracies move, in points: the most between seeds of one arm and start, between the starts' means of one arm,
 * and between the arms' means from one start.
 */
record Moves(double bySeed, double byStart, double byArm, int seeds) {

    /** Of arms with labels such as {@code Adam, scaled start}. */
    static Moves of(Evidence evidence, List<String> arms) {
        double bySeed = 0;
        double byStart = 0;
        double byArm = 0;
        int seeds = 0;
        for (String arm : arms) {
            for (Start start : Setups.STARTS) {
                Sample sample = sample(evidence, arm, start);
                seeds = Math.max(seeds, sample.count());
                bySeed = Math.max(bySeed, sample.max() - sample.min());
                for (Start other : Setups.STARTS) {
                    byStart = Math.max(
                            byStart,
                            sample.mean() - sample(evidence, arm, other).mean());
                }
                for (String other : arms) {
                    byArm = Math.max(
                            byArm,
                            sample.mean() - sample(evidence, other, start).mean());
                }
            }
        }
        return new Moves(bySeed, byStart, byArm, seeds);
    }

    private static Sample sample(Evidence evidence, String arm, Start start) {
        return evidence.sample(arm + ", " + Setups.name(start), Evidence::lastEpochs);
    }

    /** In a sentence with places for seed, start, arm and the number of seeds. */
    String words(String key, Messages messages) {
        return messages.text(key, points(bySeed), points(byStart), points(byArm), messages.count("seeds", seeds));
    }

    private static String points(double share) {
        return Words.format("%.1f", 100 * share);
    }
}
