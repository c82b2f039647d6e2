package dev.inercia.nn.tensor;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All parameters of a network in one flat vector; every weight and bias is a named view of it.
 *
 * <p>An optimizer step, gradient clipping, copying and saving are each one operation on one vector, however many layers
 * there are. Gradients are another {@code Parameters} with the same layout. Untrained layer state, such as running
 * statistics, is in a second vector, {@link #buffers()}.
 *
 * <p>The views returned are the parameters themselves: writing to them changes the network. It is safe to read them
 * during a pass; only the training thread may write them.
 */
public final class Parameters {

    private final DataType type;
    private final List<Segment> segments;
    private final INDArray flat;
    private final INDArray buffers;
    private final Map<String, INDArray> views = new LinkedHashMap<>();

    private Parameters(DataType type, List<Segment> segments) {
        this.type = type;
        this.segments = List.copyOf(segments);
        this.flat = vector(type, end(segments, true));
        this.buffers = vector(type, end(segments, false));
        for (Segment segment : this.segments) {
            views.put(segment.name(), view(segment));
        }
    }

    private static int end(List<Segment> segments, boolean trained) {
        return segments.stream()
                .filter(segment -> segment.isTrained() == trained)
                .mapToInt(Segment::to)
                .max()
                .orElse(0);
    }

    private static INDArray vector(DataType type, int length) {
        return length == 0 ? Memory.empty(type) : Memory.zeros(type, length).array();
    }

    private INDArray view(Segment segment) {
        INDArray vector = segment.isTrained() ? flat : buffers;
        long[] shape = segment.shape().toArrayShape();
        // Explicit strides and offset: reshape may copy silently, and a copy would miss later updates.
        return Nd4j.create(
                vector.data(), shape, Nd4j.getStrides(shape, segment.order()), segment.from(), segment.order(), type);
    }

    /** New parameters with this layout, all zero. */
    public static Parameters zeros(DataType type, List<Segment> segments) {
        return new Parameters(type, segments);
    }

    /** New parameters with the same layout and type, all zero; used for gradients. */
    @CheckReturnValue
    public Parameters zeros() {
        return new Parameters(type, segments);
    }

    /** A deep copy, which shares no memory with this object. */
    @CheckReturnValue
    public Parameters copy() {
        Parameters copy = zeros();
        copy.assign(this);
        return copy;
    }

    /**
     * Overwrites these values with those of another {@code Parameters} with the same layout.
     *
     * @throws IllegalArgumentException if the layouts or data types differ
     */
    public void assign(Parameters other) {
        if (!segments.equals(other.segments)) {
            throw new IllegalArgumentException("Expected parameters laid out as " + names() + ", but got "
                    + other.names() + ": they belong to another network");
        }
        if (type != other.type) {
            throw new IllegalArgumentException("Expected parameters of type " + type + ", but got " + other.type);
        }
        if (!flat.isEmpty()) {
            flat.assign(other.flat);
        }
        if (!buffers.isEmpty()) {
            buffers.assign(other.buffers);
        }
    }

    /** The data type: FLOAT or DOUBLE. */
    public DataType type() {
        return type;
    }

    /** The number of trained parameters. */
    public int size() {
        return Math.toIntExact(flat.length());
    }

    /** All trained parameters, concatenated; empty if there are none. */
    public INDArray flat() {
        return flat;
    }

    /** All untrained layer state, concatenated; empty if there is none. */
    public INDArray buffers() {
        return buffers;
    }

    /** The position of each parameter, in order. */
    public List<Segment> segments() {
        return segments;
    }

    /**
     * One parameter, as a view.
     *
     * @param name such as {@code 0.weight}
     * @throws IllegalArgumentException if there is no such parameter; the message lists the existing ones
     */
    public INDArray get(String name) {
        INDArray view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("There is no parameter '" + name + "'; there are " + names());
        }
        return view;
    }

    /** The name of the parameter at this index of the flat vector. */
    public String nameAt(int index) {
        for (Segment segment : segments) {
            if (segment.isTrained() && index >= segment.from() && index < segment.to()) {
                return segment.name();
            }
        }
        throw new IndexOutOfBoundsException(index);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        segments.forEach(segment -> names.add(segment.name() + segment.shape()));
        return names;
    }
}
