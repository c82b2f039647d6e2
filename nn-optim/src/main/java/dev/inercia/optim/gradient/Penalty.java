package dev.inercia.optim.gradient;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.ParameterGroup;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;

/** Adds to the gradient of each parameter that decays a function of the parameter. Takes one sweep. */
final class Penalty implements GradientTransform.Bound {

    private final TrainedGradients trained;
    private final Map<Segment, Rule> rules;

    /**
     * A penalty on the parameters that decay.
     *
     * @param rule makes the rule of a parameter group from its factor on the weight decay
     */
    Penalty(Parameters parameters, ParameterGroups groups, DoubleFunction<Rule> rule) {
        trained = new TrainedGradients(parameters, groups);
        Map<Segment, Rule> rulesInOrder = new LinkedHashMap<>();
        for (ParameterGroup group : groups.groups(parameters)) {
            if (group.weightDecay() > 0) {
                Rule ofGroup = rule.apply(group.weightDecay());
                group.segments().forEach(segment -> rulesInOrder.put(segment, ofGroup));
            }
        }
        rules = Collections.unmodifiableMap(rulesInOrder);
    }

    @Override
    public void apply(Parameters gradients, long step) {
        trained.at(gradients);
        rules.forEach(trained::apply);
    }
}
