package dev.inercia.optim;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Rule;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Sweep;
import dev.inercia.nn.tensor.Vectors;
import java.util.List;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an optimizer remembers between steps for one network: how many steps there were, and named vectors as long as
 * the parameters, such as {@code velocity}, {@code squaredGradient}, {@code firstMoment}, {@code secondMoment}.
 *
 * <p>Can be read (as copies) and put back; a step after that is bit-identical. For one thread.
 */
public final class State {

    /** Denormals are flushed this often, by the state's own count of steps, so that a restored state flushes alike. */
    private static final int FLUSH_EVERY = 64;

    private final Class<? extends Optimizer> owner;
    private final List<Segment> layout;
    private final Vectors vectors;
    private final Sweep sweep;
    private final Memory parameterMemory = Memory.create();
    private final Memory gradientMemory = Memory.create();
    private long step;

    /**
     * The state before the first step: vectors of zeros.
     *
     * @param owner the optimizer that it belongs to
     * @param parameters the parameters that it belongs to
     * @param names the names of its vectors
     * @throws IllegalArgumentException if there are no parameters to train
     */
    public State(Optimizer owner, Parameters parameters, List<String> names) {
        if (parameters.flat().isEmpty()) {
            throw new IllegalArgumentException("There is nothing to train: the network has no parameters");
        }
        this.owner = owner.getClass();
        layout = parameters.segments();
        vectors = new Vectors(names, parameters.type(), parameters.size());
        sweep = new Sweep(parameters.type());
    }

    /** The number of steps taken. */
    public long step() {
        return step;
    }

    /** Sets the number of steps taken, as when a saved state is put back. */
    public void setStep(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("The number of steps must be at least 0, but is " + value);
        }
        step = value;
    }

    /** The names of the vectors. */
    public List<String> names() {
        return vectors.names();
    }

    /** A copy of one of the vectors, as long as the parameters. */
    public INDArray get(String name) {
        return vectors.get(name);
    }

    /**
     * Overwrites one of the vectors.
     *
     * @throws IllegalArgumentException if there is none of that name, or the length differs
     */
    public void set(String name, INDArray values) {
        vectors.set(name, values);
    }

    /**
     * One sweep of a rule over all parameters, for optimizers: refuses gradients that are not finite before anything
     * changes, then counts the step.
     *
     * @param rule makes the loop for a number of steps taken, counted from 1
     */
    void apply(Optimizer optimizer, Parameters parameters, Parameters gradients, LongFunction<Rule> rule) {
        requireOwner(optimizer, parameters);
        parameterMemory.at(parameters.flat());
        gradientMemory.at(gradients.flat());
        if (!gradientMemory.isFinite()) {
            throw new NonFiniteException("The gradient of " + firstNonFinite(gradients) + " is not finite: step "
                    + (step + 1) + " was not taken");
        }
        step++;
        sweep.run(rule.apply(step), parameterMemory, gradientMemory, vectors, step % FLUSH_EVERY == 0);
    }

    private void requireOwner(Optimizer optimizer, Parameters parameters) {
        if (optimizer.getClass() != owner) {
            throw new IllegalArgumentException("The state belongs to the optimizer " + owner.getSimpleName()
                    + ", but was given to " + optimizer.getClass().getSimpleName() + ": begin with its own start(...)");
        }
        if (parameters.segments() != layout && !parameters.segments().equals(layout)) {
            throw new IllegalArgumentException("The state belongs to a network with parameters " + describe(layout)
                    + ", but was given one with " + describe(parameters.segments()));
        }
    }

    private static String describe(List<Segment> segments) {
        return segments.stream()
                .map(segment -> segment.name() + segment.shape())
                .toList()
                .toString();
    }

    private static String firstNonFinite(Parameters gradients) {
        return gradients.segments().stream()
                .filter(Segment::isTrained)
                .map(Segment::name)
                .filter(name -> !Memory.of(gradients.get(name)).isFinite())
                .findFirst()
                .orElse("the parameters");
    }
}
