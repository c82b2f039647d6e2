package dev.inercia.optim.gradient;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.Norm;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Rule;
import dev.inercia.optim.Sweep;
import dev.inercia.optim.Vectors;
import java.util.List;

/** The gradients of the trained parameters, for transforms; those of frozen parameters are neither read nor written. */
final class TrainedGradients {

    private final List<Segment> segments;
    private final Memory gradients = Memory.create();
    private final Memory parameters = Memory.create();
    private final Vectors none;
    private final Sweep sweep;
    private final Norm norm;

    TrainedGradients(Parameters parameters, ParameterGroups groups) {
        segments = parameters.segments().stream().filter(groups::isTrained).toList();
        this.parameters.at(parameters.flat());
        none = new Vectors(List.of(), parameters.type(), parameters.size());
        sweep = new Sweep(parameters.type());
        norm = new Norm(parameters.type());
    }

    /** Points to the gradients of one step. */
    TrainedGradients at(Parameters stepGradients) {
        gradients.at(stepGradients.flat());
        return this;
    }

    /** The segments of the trained parameters. */
    List<Segment> segments() {
        return segments;
    }

    double norm(Segment segment) {
        return norm.of(gradients, segment.from(), segment.to());
    }

    /** The norm of all gradients as one vector. */
    double norm() {
        double all = 0;
        for (int i = 0; i < segments.size(); i++) {
            all = Math.hypot(all, norm(segments.get(i)));
        }
        return Math.min(all, Double.MAX_VALUE);
    }

    /** Scales all gradients from this norm down to the limit. */
    void scale(double norm, double limit) {
        apply(new Scaling(Math.sqrt(limit) / Math.sqrt(norm)));
    }

    /** Scales the gradient of one parameter from this norm down to the limit. */
    void scale(Segment segment, double norm, double limit) {
        apply(segment, new Scaling(Math.sqrt(limit) / Math.sqrt(norm)));
    }

    /** Applies a rule that writes the gradients and reads the parameters. */
    void apply(Rule rule) {
        for (int i = 0; i < segments.size(); i++) {
            apply(segments.get(i), rule);
        }
    }

    /** Applies such a rule to one parameter. */
    void apply(Segment segment, Rule rule) {
        sweep.run(rule, gradients, parameters, none, segment.from(), segment.to(), false);
    }

    /**
     * Multiplies by a factor as twice by its root: a factor that brings 1e38 down to a small norm is too small for a
     * float.
     */
    private record Scaling(double root) implements Rule {

        @Override
        public void apply(float[] g, float[] p, float[][] state, int from, int to) {
            float r = (float) root;
            for (int i = from; i < to; i++) {
                g[i] = g[i] * r * r;
            }
        }

        @Override
        public void apply(double[] g, double[] p, double[][] state, int from, int to) {
            double r = root;
            for (int i = from; i < to; i++) {
                g[i] = g[i] * r * r;
            }
        }
    }
}
