package dev.inercia.optim.gradient;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;

/**
 * Clips the gradients of all trained parameters as one vector: {@code g <- g limit / |g|} if its Euclidean norm
 * {@code |g|} is above the limit. The direction does not change. Costs two sweeps if it clips, otherwise one.
 *
 * <p>Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1.
 * Like PyTorch's {@code clip_grad_norm_}, except that PyTorch adds 1e-6 to the norm.
 *
 * @param limit the largest norm, finite and above 0
 */
public record ClipByGlobalNorm(double limit) implements GradientTransform {

    public ClipByGlobalNorm {
        Range.aboveZero("ClipByGlobalNorm", "limit", limit);
    }

    @Override
    public Bound bind(Parameters parameters, ParameterGroups groups, long seed) {
        TrainedGradients trained = new TrainedGradients(parameters, groups);
        return (gradients, step) -> {
            double norm = trained.at(gradients).norm();
            if (norm > limit) {
                trained.scale(norm, limit);
            }
        };
    }
}
