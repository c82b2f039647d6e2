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

/** Gradients of what is trained, in a transform's hands: those of frozen parameters are neither read nor written. */
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

    /** Those of one step. */
    TrainedGradients at(Parameters stepGradients) {
        gradients.at(stepGradients.flat());
        return this;
    }

    /** Where they lie. */
    List<Segment> segments() {
        return segments;
    }

    double norm(Segment segment) {
        return norm.of(gradients, segment.from(), segment.to());
    }

    /** The norm of all together. */
    double norm() {
        double all = 0;
        for (int i = 0; i < segments.size(); i++) {
            all = Math.hypot(all, norm(segments.get(i)));
        }
        return Math.min(all, Double.MAX_VALUE);
    }

    /** Brings all together from a norm down to a limit. */
    void scale(double norm, double limit) {
        apply(new Scaling(Math.sqrt(limit) / Math.sqrt(norm)));
    }

    /** Brings one parameter's from a norm down to a limit. */
    void scale(Segment segment, double norm, double limit) {
        apply(segment, new Scaling(Math.sqrt(limit) / Math.sqrt(norm)));
    }

    /** Applies a rule, to which the gradients are what is written and the parameters what is read. */
    void apply(Rule rule) {
        for (int i = 0; i < segments.size(); i++) {
            apply(segments.get(i), rule);
        }
    }

    /** The same, for one parameter. */
    void apply(Segment segment, Rule rule) {
        sweep.run(rule, gradients, parameters, none, segment.from(), segment.to(), false);
    }

    /** Multiplies by a factor, twice by its root: what brings 1e38 down to a small norm is too small for one float. */
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
