package dev.inercia.examples.report.result;

import dev.inercia.train.History;
import java.util.List;

/**
 * A finished training.
 *
 * @param label its label within the experiment; runs that differ only in their seed share one
 * @param setup its settings
 * @param history its epochs with their times, and its warnings
 * @param activity the activity of its units after each epoch; empty if not observed
 * @param steps the number of steps
 */
public record Run(String label, Setup setup, History history, List<Activity> activity, long steps) {

    public Run {
        activity = List.copyOf(activity);
    }

    /**
     * The activity of sigmoid units after an epoch, on a sample of the training images.
     *
     * @param epoch from 1 on
     * @param largest the largest absolute weighted input, max |z|, of any unit of both layers for any image
     * @param saturatedShare the share of hidden activations below 0.01 or above 0.99, from 0 to 1
     */
    public record Activity(int epoch, double largest, double saturatedShare) {}
}
