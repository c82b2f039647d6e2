package dev.inercia.examples.report;

import dev.inercia.examples.report.claim.Looks;
import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Unit;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A number that a claim is about, one for each seed, computed from that seed's trainings: arms are paired by seed.
 *
 * @param name the key of its name
 * @param unit its unit
 * @param threshold the values that the claim allows
 * @param labels the trainings that it needs
 * @param isTime true if it needs trainings that were measured alone
 * @param value computes it from the runs by label
 */
record Quantity(
        String name,
        Unit unit,
        Threshold threshold,
        List<String> labels,
        boolean isTime,
        ToDoubleFunction<Function<String, Run>> value) {

    /** One test image of 10,000. */
    private static final double ONE_IMAGE = 1e-4;
    /** Relative. */
    private static final double ONE_PER_MILLE = 1e-3;

    Quantity(
            String name,
            Unit unit,
            Threshold threshold,
            List<String> labels,
            ToDoubleFunction<Function<String, Run>> value) {
        this(name, unit, threshold, labels, false, value);
    }

    /** The rule by which it is judged, with its part of the claim's error and the numbers of seeds of its looks. */
    Looks looks(int shares, List<Integer> plan) {
        double resolution = unit.isLogarithmic() ? ONE_PER_MILLE : ONE_IMAGE;
        return new Looks(threshold, unit.isLogarithmic(), resolution, shares, plan);
    }
}
