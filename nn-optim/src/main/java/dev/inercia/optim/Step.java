package dev.inercia.optim;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Rule;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Sweep;
import dev.inercia.nn.tensor.Vectors;
import java.util.List;

/**
 * One step under way: what an optimizer changes parameters and its vectors with. There is one to a {@link State}; it is
 * of use only while {@link State#step} runs.
 */
public final class Step {

    /** Denormals are flushed this often, by the state's own count of steps, so that a restored state flushes alike. */
    private static final int FLUSH_EVERY = 64;

    private final List<Region> regions;
    private final Vectors vectors;
    private final boolean flushes;
    private final Sweep sweep;
    private final Memory parameters = Memory.create();
    private final Memory gradients = Memory.create();
    /** The rates of each region, made anew only when those of the step change. */
    private final Rates[] regionRates;

    private Rates rates;
    private long number;

    /** A step whose vectors are flushed or, as weights, which do not decay into denormals, keep every bit. */
    Step(List<Region> regions, Vectors vectors, boolean flushes) {
        this.regions = regions;
        this.vectors = vectors;
        this.flushes = flushes;
        sweep = new Sweep(vectors.type());
        regionRates = new Rates[regions.size()];
    }

    void begin(long next, Parameters trained, Parameters gradient, Rates inForce) {
        number = next;
        parameters.at(trained.flat());
        gradients.at(gradient.flat());
        if (inForce != rates) {
            rates = inForce;
            for (int i = 0; i < regionRates.length; i++) {
                regionRates[i] = regions.get(i).rates(rates);
            }
        }
    }

    /** How many steps there were, this one included: 1 for the first. */
    public long number() {
        return number;
    }

    /** The parameters that are trained, those treated alike together. */
    public List<Region> regions() {
        return regions;
    }

    /** The rates in force for a region, one of {@link #regions()}. */
    public Rates rates(Region region) {
        int i = 0;
        while (regions.get(i) != region) {
            i++;
        }
        return regionRates[i];
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

    /** Applies a rule to all parameters of a region. */
    public void sweep(Region region, Rule rule) {
        List<Segment> segments = region.segments();
        for (int i = 0; i < segments.size(); i++) {
            sweep(segments.get(i), rule);
        }
    }

    /** Applies a rule to all parameters that are trained, in whatever region. */
    public void sweep(Rule rule) {
        for (int i = 0; i < regions.size(); i++) {
            sweep(regions.get(i), rule);
        }
    }

    /** Applies a rule to one parameter's elements. */
    public void sweep(Segment segment, Rule rule) {
        sweep(segment, rule, parameters, gradients);
    }

    /**
     * Applies a rule that writes elsewhere than to the parameters, or reads another thing than the gradients, to one
     * parameter's elements.
     *
     * @param written as long as the parameters
     * @param read as long as the parameters
     */
    public void sweep(Segment segment, Rule rule, Memory written, Memory read) {
        boolean flush = flushes && number % FLUSH_EVERY == 0;
        sweep.run(rule, written, read, vectors, segment.from(), segment.to(), flush);
    }
}
