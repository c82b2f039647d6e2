package dev.inercia.optim;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an optimizer remembers between steps for one network: the number of steps, and named vectors as long as
 * the parameters, such as {@code velocity}, {@code squaredGradient}, {@code firstMoment}, {@code secondMoment}. An
 * optimizer around another has the other's state inside its own, and lists the names of both.
 *
 * <p>Can be read (as copies) and restored; the steps after that are the same bits. For one thread.
 */
public final class State {

    /**
     * While gradients times rate are below this, none of the library's rules overflows: squares are far from the limit.
     */
    private static final double SAFE_FLOAT = 1e18;

    private static final double SAFE_DOUBLE = 1e150;

    private final Optimizer owner;
    private final List<Segment> layout;
    private final Vectors vectors;
    private final State inner;
    private final Step current;
    private final double safe;
    /** The largest sum of absolute gradients so far, which bounds the vectors. */
    private double peak;
    /** Whether an update went through before: it makes nothing any more. */
    private boolean isTried;

    private Optimizer known;
    private Object workspace;
    private long step;

    /**
     * The state before the first step: vectors of zeros.
     *
     * @param owner the optimizer that it belongs to
     * @param parameters the parameters that it belongs to
     * @param groups their groups: learning rates and weight decays of their own, frozen ones
     * @param names the names of its vectors
     * @throws IllegalArgumentException if there is nothing to train, or a group names no parameter
     */
    public State(Optimizer owner, Parameters parameters, ParameterGroups groups, List<String> names) {
        this(owner, parameters, groups, names, null);
    }

    /**
     * The state of an optimizer around another. Its own vectors are taken to be weights, and not flushed.
     *
     * @param inner the other's state, or null
     * @throws IllegalArgumentException if both have a vector of the same name
     */
    public State(Optimizer owner, Parameters parameters, ParameterGroups groups, List<String> names, State inner) {
        this.owner = owner;
        this.inner = inner;
        layout = parameters.segments();
        vectors = new Vectors(names, owner.squares(), parameters.type(), parameters.size());
        if (new HashSet<>(names()).size() < names().size()) {
            throw new IllegalArgumentException(owner + ": two vectors of its state have the same name, in " + names()
                    + ": do not nest it in its like");
        }
        current = new Step(groups.groups(parameters), vectors, inner == null);
        safe = parameters.type() == DataType.FLOAT ? SAFE_FLOAT : SAFE_DOUBLE;
    }

    /** The number of steps taken. */
    public long step() {
        return step;
    }

    /** Sets the number of steps taken, to restore a saved state. */
    public void setStep(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("The number of steps must be at least 0, but is " + value);
        }
        step = value;
        if (inner != null) {
            inner.setStep(value);
        }
    }

    /** The state of the optimizer inside; null if there is none. */
    public State inner() {
        return inner;
    }

    /** The names of the vectors. */
    public List<String> names() {
        return inner == null
                ? vectors.names()
                : Stream.concat(vectors.names().stream(), inner.names().stream())
                        .toList();
    }

    /** A copy of one of the vectors, as long as the parameters. */
    public INDArray get(String name) {
        return isInner(name) ? inner.get(name) : vectors.get(name);
    }

    /**
     * Copies one of the vectors to an array, as {@link #get(String)} without a new one.
     *
     * @param target as long as the parameters and of their type, without gaps
     * @throws IllegalArgumentException if there is none of that name, or length or type differ
     */
    public void get(String name, INDArray target) {
        if (isInner(name)) {
            inner.get(name, target);
        } else {
            vectors.get(name, target);
        }
    }

    private boolean isInner(String name) {
        return inner != null && inner.names().contains(name);
    }

    /**
     * Overwrites one of the vectors.
     *
     * @throws IllegalArgumentException if there is none of that name, the length differs, or a value is not finite
     */
    public void set(String name, INDArray values) {
        if (isInner(name)) {
            inner.set(name, values);
            return;
        }
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

    /** The bytes of all vectors for each parameter: 4 a vector in FLOAT, 8 in DOUBLE. */
    public int bytesPerParameter() {
        return names().size() * vectors.type().width();
    }

    /**
     * Working memory of an optimizer, such as matrices to multiply into: made once, and kept as long as the state, but
     * not saved with it.
     *
     * @param make called once, at the first call
     */
    public <T> T workspace(Class<T> type, Supplier<T> make) {
        if (workspace == null) {
            workspace = make.get();
        }
        return type.cast(workspace);
    }

    /**
     * One step, for optimizers. All or nothing: what is refused has changed neither parameters nor state, and was not
     * counted.
     *
     * @param update changes parameters and vectors
     * @throws NonFiniteException if a gradient is not finite, or so large that the step overflows
     * @throws IllegalArgumentException if this state belongs to another optimizer or to another network
     */
    public void step(
            Optimizer optimizer, Parameters parameters, Parameters gradients, Rates rates, Consumer<Step> update) {
        requireFits(optimizer, parameters, gradients);
        current.begin(step + 1, parameters, gradients, rates);
        if (inner != null) {
            update.accept(current); // the one inside looks at the gradients
            step++;
            return;
        }
        double sum = current.gradients().absoluteSum();
        if (isTried && Math.max(peak, sum) * Math.max(1, rates.learningRate()) < safe) {
            update.accept(current);
            peak = Math.max(peak, sum);
        } else {
            int bad = current.gradients().indexOfNonFinite();
            if (bad >= 0) {
                throw new NonFiniteException("The gradient of " + gradients.nameAt(bad) + " is not finite: step "
                        + (step + 1) + " was not taken");
            }
            updateWithCare(parameters, update);
            peak = vectors.absoluteSum();
        }
        step++;
    }

    /**
     * Undoes an update if it fails: the first one, in which a user's rule may throw or memory run out, and those for
     * gradients or rates so large that parameters or squares may overflow.
     */
    private void updateWithCare(Parameters parameters, Consumer<Step> update) {
        Parameters parametersBefore = parameters.copy();
        Vectors vectorsBefore = vectors.copy();
        try {
            update.accept(current);
        } catch (RuntimeException | Error e) {
            parameters.assign(parametersBefore);
            vectors.assign(vectorsBefore);
            throw e;
        }
        isTried = true;
        boolean isFinite = current.parameters().isFinite();
        if (!isFinite || !vectors.isFinite()) {
            parameters.assign(parametersBefore);
            vectors.assign(vectorsBefore);
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
        if (optimizer.getClass() != owner.getClass()
                || optimizer instanceof ElementWise elementWise
                        && !elementWise.slots().equals(vectors.names())) {
            throw new IllegalArgumentException("The state belongs to the optimizer "
                    + owner.getClass().getSimpleName() + " with " + names() + ", but was given to " + optimizer
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
