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
    private final Sweep sweep;
    private final Memory parameters = Memory.create();
    private final Memory gradients = Memory.create();
    /** The rates of each region, made anew only when those of the step change. */
    private final Rates[] regionRates;

    private Rates rates;
    private long number;

    Step(List<Region> regions, Vectors vectors) {
        this.regions = regions;
        this.vectors = vectors;
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

    /** Applies a rule to one parameter's elements. */
    public void sweep(Segment segment, Rule rule) {
        sweep.run(rule, parameters, gradients, vectors, segment.from(), segment.to(), number % FLUSH_EVERY == 0);
    }
}
