package dev.inercia.examples.benchmark;

import java.util.List;

/**
 * What one contestant did in one work.
 *
 * @param contestant its name
 * @param version its library's
 * @param settings which it was measured at, the fastest of those tried
 * @param tried all settings tried, with their microseconds
 * @param rounds microseconds in each round
 * @param accuracy on the test images after the last round; NaN where it does not apply
 */
record Result(
        String contestant, String version, String settings, List<Trial> tried, List<Double> rounds, double accuracy) {

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
