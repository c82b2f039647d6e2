package dev.inercia.optim;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.util.List;

/**
 * A step in progress, through which an optimizer changes parameters and its vectors. There is one per {@link State};
 * valid only while {@link State#step} runs.
 */
public final class Step {

    /** Denormals are flushed every so many steps, by the state's own count, so that a restored state does the same. */
    private static final int FLUSH_EVERY = 64;

    private final List<ParameterGroup> groups;
    private final Vectors vectors;
    private final boolean flushes;
    private final Sweep sweep;
    private final Memory parameters = Memory.create();
    private final Memory gradients = Memory.create();
    /** The rates of each group, made again only if those of the step change. */
    private final Rates[] groupRates;

    private Rates rates;
    private long number;

    /** A step that flushes the vectors, unless they are weights, which do not decay into denormals. */
    Step(List<ParameterGroup> groups, Vectors vectors, boolean flushes) {
        this.groups = groups;
        this.vectors = vectors;
        this.flushes = flushes;
        sweep = new Sweep(vectors.type());
        groupRates = new Rates[groups.size()];
    }

    void begin(long next, Parameters trained, Parameters gradient, Rates inForce) {
        number = next;
        parameters.at(trained.flat());
        gradients.at(gradient.flat());
        if (inForce != rates) {
            rates = inForce;
            for (int i = 0; i < groupRates.length; i++) {
                groupRates[i] = groups.get(i).rates(rates);
            }
        }
    }

    /** The number of this step, 1 for the first. */
    public long number() {
        return number;
    }

    /** The trained parameters, by group. */
    public List<ParameterGroup> groups() {
        return groups;
    }

    /** The rates in force for a group, one of {@link #groups()}. */
    public Rates rates(ParameterGroup group) {
        int i = 0;
        while (groups.get(i) != group) {
            i++;
        }
        return groupRates[i];
    }

    /** The flat vector of parameters, to read; written by {@link #sweep}. */
    public Memory parameters() {
        return parameters;
    }

    /** The flat vector of gradients, to read. */
    public Memory gradients() {
        return gradients;
    }

    /** The state's vectors. */
    public Vectors vectors() {
        return vectors;
    }

    /** Applies a rule to all parameters of a group. */
    public void sweep(ParameterGroup group, Rule rule) {
        List<Segment> segments = group.segments();
        for (int i = 0; i < segments.size(); i++) {
            sweep(segments.get(i), rule);
        }
    }

    /** Applies a rule to all trained parameters. */
    public void sweep(Rule rule) {
        for (int i = 0; i < groups.size(); i++) {
            sweep(groups.get(i), rule);
        }
    }

    /** Applies a rule to one parameter's elements. */
    public void sweep(Segment segment, Rule rule) {
        sweep(segment, rule, parameters, gradients);
    }

    /**
     * Applies a rule to one parameter's elements, writing and reading other vectors than the parameters and gradients.
     *
     * @param written as long as the parameters
     * @param read as long as the parameters
     */
    public void sweep(Segment segment, Rule rule, Memory written, Memory read) {
        boolean flush = flushes && number % FLUSH_EVERY == 0;
        sweep.run(rule, written, read, vectors, segment.from(), segment.to(), flush);
    }
}
