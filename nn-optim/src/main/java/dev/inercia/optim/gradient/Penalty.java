package dev.inercia.optim.gradient;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Rule;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.Region;
import dev.inercia.optim.Treatment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;

/** What parameters add to their own gradients, those that decay. One sweep over them. */
final class Penalty implements GradientTransform.Bound {

    private final TrainedGradients trained;
    private final Map<Segment, Rule> rules = new LinkedHashMap<>();

    /**
     * A penalty.
     *
     * @param rule of parameters that decay so many times as fast as weights
     */
    Penalty(Parameters parameters, Treatment treatment, DoubleFunction<Rule> rule) {
        trained = new TrainedGradients(parameters, treatment);
        for (Region region : treatment.regions(parameters)) {
            if (region.weightDecay() > 0) {
                Rule ofRegion = rule.apply(region.weightDecay());
                region.segments().forEach(segment -> rules.put(segment, ofRegion));
            }
        }
    }

    @Override
    public void apply(Parameters gradients, long step) {
        trained.at(gradients);
        rules.forEach(trained::apply);
    }
}
