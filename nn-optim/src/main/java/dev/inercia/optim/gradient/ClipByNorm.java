package dev.inercia.optim.gradient;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.ParameterGroups;
import java.util.List;

/**
 * Clips the gradient of each weight and each bias separately: {@code g <- g limit / |g|} if its Euclidean norm
 * {@code |g|} is above the limit. Costs two sweeps if it clips, otherwise one.
 *
 * <p>Like TensorFlow's {@code clip_by_norm} and Keras's {@code clipnorm}.
 *
 * @param limit the largest norm, finite and above 0
 */
public record ClipByNorm(double limit) implements GradientTransform {

    public ClipByNorm {
        Range.aboveZero("ClipByNorm", "limit", limit);
    }

    @Override
    public Bound bind(Parameters parameters, ParameterGroups groups, long seed) {
        TrainedGradients trained = new TrainedGradients(parameters, groups);
        List<Segment> segments = trained.segments();
        return (gradients, step) -> {
            trained.at(gradients);
            for (int i = 0; i < segments.size(); i++) {
                double norm = trained.norm(segments.get(i));
                if (norm > limit) {
                    trained.scale(segments.get(i), norm, limit);
                }
            }
        };
    }
}
