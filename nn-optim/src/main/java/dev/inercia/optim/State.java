package dev.inercia.optim;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Rule;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Sweep;
import dev.inercia.nn.tensor.Vectors;
import java.util.List;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.buffer.DataType;
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

    /**
     * Below this size of gradients times rate, none of the library's rules overflows: squares are far from the limit.
     */
    private static final double SAFE_FLOAT = 1e18;

    private static final double SAFE_DOUBLE = 1e150;

    private final Class<? extends Optimizer> owner;
    private final List<Segment> layout;
    private final Vectors vectors;
    private final Sweep sweep;
    private final Memory parameterMemory = Memory.create();
    private final Memory gradientMemory = Memory.create();
    private final double safe;
    /** The largest sum of gradients so far, which bounds what the vectors have taken up. */
    private double peak;

    private Optimizer known;
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
        safe = parameters.type() == DataType.FLOAT ? SAFE_FLOAT : SAFE_DOUBLE;
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
     * @throws IllegalArgumentException if there is none of that name, the length differs, or a value is not finite
     */
    public void set(String name, INDArray values) {
        if (values.length() == vectors.length()) {
            int index = Memory.of(Layout.rowMajor(values, vectors.type())).indexOfNonFinite();
            if (index >= 0) {
                throw new IllegalArgumentException(
                        "Expected finite values for '" + name + "', but index " + index + " is not");
            }
        }
        vectors.set(name, values);
        peak = Double.POSITIVE_INFINITY; // unknown until the next step has looked
    }

    /**
     * One sweep of a rule over all parameters, for optimizers. All or nothing: what is refused has changed neither
     * parameters nor state, and was not counted.
     *
     * @param rule makes the loop for a number of steps taken, counted from 1
     */
    void apply(Optimizer optimizer, Parameters parameters, Parameters gradients, Rates rates, LongFunction<Rule> rule) {
        requireFits(optimizer, parameters, gradients);
        parameterMemory.at(parameters.flat());
        gradientMemory.at(gradients.flat());
        double sum = gradientMemory.absoluteSum();
        if (Math.max(peak, sum) * Math.max(1, rates.learningRate()) < safe) {
            sweep(rule);
            peak = Math.max(peak, sum);
            return;
        }
        int bad = gradientMemory.indexOfNonFinite();
        if (bad >= 0) {
            throw new NonFiniteException("The gradient of " + gradients.nameAt(bad) + " is not finite: step "
                    + (step + 1) + " was not taken");
        }
        sweepWithCare(parameters, rule);
        peak = vectors.absoluteSum();
    }

    private void sweep(LongFunction<Rule> rule) {
        long next = step + 1;
        sweep.run(rule.apply(next), parameterMemory, gradientMemory, vectors, next % FLUSH_EVERY == 0);
        step = next;
    }

    /**
     * For gradients or rates so large that parameters, or the squares in the state, may overflow: takes a step back.
     */
    private void sweepWithCare(Parameters parameters, LongFunction<Rule> rule) {
        Parameters parametersBefore = parameters.copy();
        Vectors vectorsBefore = vectors.copy();
        sweep(rule);
        boolean isFinite = parameterMemory.isFinite();
        if (!isFinite || !vectors.isFinite()) {
            parameters.assign(parametersBefore);
            vectors.assign(vectorsBefore);
            step--;
            throw new NonFiniteException("Step " + (step + 1) + " was not taken: "
                    + (isFinite ? "the optimizer's state" : "the parameters") + " would overflow");
        }
    }

    private void requireFits(Optimizer optimizer, Parameters parameters, Parameters gradients) {
        if (optimizer != known) {
            requireOwner(optimizer);
            known = optimizer;
        }
        requireLayout(parameters, "a network");
        requireLayout(gradients, "gradients");
    }

    private void requireOwner(Optimizer optimizer) {
        if (optimizer.getClass() != owner
                || optimizer instanceof ElementWise elementWise
                        && !elementWise.slots().equals(vectors.names())) {
            throw new IllegalArgumentException("The state belongs to the optimizer " + owner.getSimpleName()
                    + " with " + vectors.names() + ", but was given to " + optimizer
                    + ": begin with its own start(...)");
        }
    }

    private void requireLayout(Parameters given, String what) {
        if (given.segments() != layout && !given.segments().equals(layout)) {
            throw new IllegalArgumentException("The state belongs to a network with parameters " + describe(layout)
                    + ", but was given " + what + " with " + describe(given.segments()));
        }
        if (given.type() != vectors.type()) {
            throw new IllegalArgumentException("The state belongs to a network of type " + vectors.type()
                    + ", but was given " + what + " of type " + given.type());
        }
    }

    private static String describe(List<Segment> segments) {
        return segments.stream()
                .map(segment -> segment.name() + segment.shape())
                .toList()
                .toString();
    }
}
