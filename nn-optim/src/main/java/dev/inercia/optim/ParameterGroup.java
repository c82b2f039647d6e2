package dev.inercia.optim;

import dev.inercia.nn.tensor.Segment;
import java.util.List;

/**
 * Parameters that share a learning rate and a weight decay.
 *
 * @param learningRate the factor on the learning rate, above 0
 * @param weightDecay the factor on the weight decay, at least 0
 * @param segments where they lie in the flat vector, at least one
 */
public record ParameterGroup(double learningRate, double weightDecay, List<Segment> segments) {

    public ParameterGroup {
        segments = List.copyOf(segments);
    }

    Rates rates(Rates step) {
        return new Rates(step.learningRate() * learningRate, step.momentum(), step.weightDecay() * weightDecay);
    }
}
