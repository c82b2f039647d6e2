package dev.inercia.examples.report.result;

import dev.inercia.train.History;
import java.util.List;

/**
 * One training, done.
 *
 * @param label what sets it apart within its experiment; runs that differ in nothing but their seed share one
 * @param setup its settings
 * @param history its epochs with their times, and its warnings
 * @param activity what its units did after each epoch; empty where it was not watched
 * @param steps how many steps it took
 */
public record Run(String label, Setup setup, History history, List<Activity> activity, long steps) {

    /** Keeps a copy. */
    public Run {
        activity = List.copyOf(activity);
    }

    /**
     * What sigmoid units did after an epoch, on a sample of the training images.
     *
     * @param epoch from 1 on
     * @param largest the largest absolute weighted input, max |z|, of any unit of both layers for any image
     * @param saturatedShare the share of hidden activations below 0.01 or above 0.99, from 0 to 1
     */
    public record Activity(int epoch, double largest, double saturatedShare) {}
}
