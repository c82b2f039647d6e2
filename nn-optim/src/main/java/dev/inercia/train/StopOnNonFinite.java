package dev.inercia.train;

import dev.inercia.nn.activation.TargetScale;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.optim.NonFiniteException;
import java.util.Optional;

/**
 * Stops training at the first number that is not finite, and names the step and where the number arose: in a layer, a
 * gradient, the loss itself, or the optimizer's step. Parameters and optimizer state are those before that step. On by
 * default.
 */
public record StopOnNonFinite() implements Listener {

    /** Data above this is blamed: squares of such numbers, or products with others, soon overflow. */
    private static final double HUGE = 1e10;

    @Override
    public boolean onNonFinite(Training training, NonFiniteException problem) {
        long step = training.step() + 1;
        Optional<String> place = training.pass().firstNonFinite();
        boolean isLoss = place.isEmpty() && !Double.isFinite(training.loss());
        String what = place.map(name -> name + " is not finite in step " + step)
                .orElse(isLoss ? "the loss is " + training.loss() + " in step " + step : problem.getMessage());
        String symptom = what + ". Training stopped; parameters and optimizer state are as before that step";
        Dataset data = training.data();
        double features = DataSize.largestFeature(data);
        double targets = DataSize.largestTarget(data);
        if (!Memory.of(training.trainer().network().parameters().flat()).isFinite()) {
            training.warn(symptom, Cause.CERTAIN, "the network's parameters were not finite before; build it anew");
        } else if (features > HUGE) {
            training.warn(
                    symptom, Cause.FEATURES, "features as large as " + DataSize.text(features) + "; standardise them");
        } else if (targets > HUGE
                && !(training.trainer().network().architecture().output() instanceof TargetScale)) {
            training.warn(
                    symptom,
                    Cause.TARGETS,
                    "targets as large as " + DataSize.text(targets)
                            + "; standardise them, as the output activation Destandardize.of(data) does");
        } else if (isLoss) {
            training.warn(
                    symptom,
                    Cause.OTHER,
                    training.trainer().loss() + ", which is not finite for outputs that are; check its formula");
        } else if (training.causes().has(Cause.RATE_TOO_LOW)) {
            training.warn(
                    symptom, Cause.CERTAIN, "gradients that are too large at times; clip them by ClipByGlobalNorm");
        } else {
            training.warn(symptom, Cause.RATE_TOO_HIGH, "the learning rate is too high; try a tenth of it");
        }
        training.stopBroken("a number was not finite in step " + step + ", see the warning");
        return true;
    }
}
