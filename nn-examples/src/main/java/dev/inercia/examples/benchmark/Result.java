package dev.inercia.examples.benchmark;

import java.util.List;

/**
 * The result of a contestant in a work.
 *
 * @param contestant its name
 * @param version of its library
 * @param settings the settings it was measured with, the fastest of those tried
 * @param tried all settings tried, with their microseconds
 * @param rounds microseconds in each round
 * @param losses before training and after {@value Likeness#STEPS} steps, for those that start alike
 * @param accuracy on the test images after the last round; NaN if not applicable
 */
record Result(
        String contestant,
        String version,
        String settings,
        List<Trial> tried,
        List<Double> rounds,
        List<Double> losses,
        double accuracy) {

    /**
     * One setting.
     *
     * @param settings in words
     * @param microseconds in the trial round
     */
    record Trial(String settings, double microseconds) {}

    Summary summary() {
        return Summary.of(rounds);
    }
}
