package dev.inercia.nn;

import dev.inercia.nn.Place.Kind;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Chance;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The binding of one layer in a pass: its parameters, arrays and children, by the names it declared. */
final class LayerBinding implements Binding {

    private final PassBinder pass;
    private final LayerTree node;
    private final Place place;
    /** The previous layer in the same sequence, or null. */
    private final LayerBinding before;

    private final SequenceNeighbours neighbours;
    private final boolean wantsInputGradient;
    private final Share share;
    private INDArray output;
    private INDArray inputGradient;
    private boolean overwritesOutputGradient;
    private boolean releasesOutput;
    private boolean isOutputOverwritten;
    /** The children not bound yet. */
    private final List<LayerTree> unbound;

    LayerBinding(
            PassBinder pass,
            LayerTree node,
            Place place,
            LayerBinding before,
            SequenceNeighbours neighbours,
            boolean wantsInputGradient,
            Share share) {
        this.pass = pass;
        this.node = node;
        this.place = place;
        this.before = before;
        this.neighbours = neighbours;
        this.wantsInputGradient = wantsInputGradient;
        this.share = share;
        unbound = new ArrayList<>(node.children());
    }

    @Override
    public int rows() {
        return share.rows();
    }

    @Override
    public int parts() {
        return share.parts();
    }

    @Override
    public Shape input() {
        return node.input();
    }

    @Override
    public DataType type() {
        return pass.parameters().type();
    }

    @Override
    public boolean training() {
        return pass.training();
    }

    @Override
    public boolean wantsInputGradient() {
        return wantsInputGradient;
    }

    @Override
    public boolean wantsParameterGradients() {
        return pass.hasTrainedParameters(node);
    }

    @Override
    public INDArray parameter(String name) {
        requireRole(name, true);
        return pass.parameters().get(node.path(name));
    }

    @Override
    public INDArray gradient(String name) {
        requireRole(name, true);
        if (!training()) {
            throw new IllegalStateException(
                    "There is no gradient of " + node.path(name) + ": nobody wants gradients in this pass");
        }
        return pass.gradients().get(node.path(name));
    }

    @Override
    public INDArray buffer(String name) {
        requireRole(name, false);
        String path = node.path(name);
        return training() ? pass.clock().buffer(path) : pass.parameters().get(path);
    }

    @Override
    public double runningShare(double momentum) {
        return training() ? pass.clock().runningShare(momentum) : momentum;
    }

    @Override
    public INDArray nextBuffer(String name) {
        requireRole(name, false);
        if (!training()) {
            throw new IllegalStateException(
                    "There is no next value of " + node.path(name) + ": this pass predicts, which changes no buffer");
        }
        return pass.clock().nextBuffer(node.path(name));
    }

    /** Training passes write buffers, each to its own copy, so a layer must not read them as parameters. */
    private void requireRole(String name, boolean isTrained) {
        for (Parameter p : node.parameters()) {
            if (p.name().equals(name) && (p.role() != Role.BUFFER) != isTrained) {
                throw new IllegalArgumentException(node.name() + " declares '" + name + "' with role " + p.role()
                        + ": ask for it with " + (isTrained ? "buffer" : "parameter") + "(\"" + name + "\")");
            }
        }
    }

    @Override
    public SequenceNeighbours neighbours() {
        return neighbours;
    }

    @Override
    public Chance chance() {
        return training()
                ? pass.clock().chance(node.path())
                : () -> {
                    throw new IllegalStateException("This pass predicts, and chance is for training");
                };
    }

    @Override
    public INDArray output() {
        if (output == null) {
            place.own(Kind.OUTPUT);
            output = pass.memory().take(place, Kind.OUTPUT, node.output().toArrayShape(rows()));
        }
        return output;
    }

    @Override
    public INDArray outputInPlace() {
        if (output == null && before != null) {
            place.own(Kind.OUTPUT);
            if (mayOverwriteInput()) {
                before.isOutputOverwritten = true;
                output = before.output;
                return output;
            }
            Place input = place.read(before.place);
            output = pass.memory()
                    .takeOver(input, place, Kind.OUTPUT, node.output().toArrayShape(rows()));
        }
        return output();
    }

    @Override
    public void releaseOutput() {
        releasesOutput = true;
    }

    /** Training keeps every output, unless neither layer reads it in the backward pass. */
    private boolean mayOverwriteInput() {
        return training()
                && pass.memory().overwritesOutputs()
                && before.releasesOutput
                && before.output != null
                && node.output().equals(before.node.output());
    }

    /** True if the next layer overwrote this output in place, or computes it again. */
    boolean isOutputLost() {
        return isOutputOverwritten || !neighbours.isOutputKept();
    }

    @Override
    public INDArray inputGradient() {
        if (!wantsInputGradient) {
            throw new IllegalStateException("There is no input gradient of " + node.name() + ": nobody wants it");
        }
        if (inputGradient == null) {
            place.own(Kind.INPUT_GRADIENT);
            long[] shape = node.input().toArrayShape(rows());
            // Binding runs in forward order: the previous layer, which may overwrite this array, already has its own.
            inputGradient = before != null && before.overwritesOutputGradient
                    ? pass.memory().takeOver(before.place, place, Kind.INPUT_GRADIENT, shape)
                    : pass.memory().take(place, Kind.INPUT_GRADIENT, shape);
        }
        return inputGradient;
    }

    @Override
    public INDArray inputGradientInPlace() {
        overwritesOutputGradient = true;
        return inputGradient();
    }

    @Override
    public INDArray scratch(long... shape) {
        if (Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b) > Shape.MOST_ELEMENTS) {
            throw new IllegalArgumentException(
                    "Expected at most " + Shape.MOST_ELEMENTS + " elements in one array, but "
                            + node.name() + " needs scratch of shape " + Arrays.toString(shape) + " for " + rows()
                            + " examples: use smaller batches");
        }
        return pass.memory().take(place, Kind.SCRATCH, shape);
    }

    @Override
    public boolean isTrained(String child) {
        return pass.isTrained(node.child(child));
    }

    @Override
    public Layer.Bound bind(String child) {
        return bind(child, wantsInputGradient || isAnythingTrainedBefore(child));
    }

    private boolean isAnythingTrainedBefore(String child) {
        return wantsParameterGradients()
                || node.children().stream()
                        .takeWhile(before -> !before.lastName().equals(child))
                        .anyMatch(pass::isTrained);
    }

    @Override
    public Layer.Bound bind(String child, boolean isInputGradientWanted) {
        LayerTree node = take(child);
        Share whole = new Share(rows(), Walks.parts(List.of(node), rows()));
        boolean isWanted = isInputGradientWanted && training();
        return pass.bind(
                new LayerBinding(pass, node, place.child(), null, SequenceNeighbours.none(pass), isWanted, whole));
    }

    @Override
    public Layer.Bound chain(String... children) {
        List<LayerTree> nodes = Arrays.stream(children).map(node::child).toList();
        Walks sequence = Walks.of(nodes, place, rows(), pass);
        CheckedLayer[] layers = new CheckedLayer[children.length];
        LayerBinding last = null;
        for (int i = 0; i < layers.length; i++) {
            boolean isWanted = training() && (wantsInputGradient || isAnythingTrainedBefore(children[i]));
            SequenceNeighbours around = new SequenceNeighbours(nodes, i, last == null ? null : last.neighbours, pass);
            last = new LayerBinding(
                    pass, take(children[i]), sequence.place(i), last, around, isWanted, sequence.share(i));
            layers[i] = pass.bind(last);
            around.requireSourceTaken();
        }
        return new Chain(sequence.join(layers));
    }

    /** Returns a child and marks it as bound. */
    private LayerTree take(String name) {
        LayerTree child = node.child(name);
        if (!unbound.remove(child)) {
            throw new IllegalArgumentException(node.name() + " binds its layer '" + name
                    + "' twice: declare a child for each, they cannot share parameters");
        }
        return child;
    }

    /** Binds the layer. Rejects unbound children, because their parameters would never be trained. */
    Layer.Bound bindLayer() {
        Layer.Bound bound = node.layer().bind(this);
        if (!unbound.isEmpty()) {
            throw new IllegalArgumentException(node.name() + " declares a layer '"
                    + unbound.get(0).lastName() + "' within it, but does not bind it: call binding.bind(\""
                    + unbound.get(0).lastName() + "\"), or do not declare it");
        }
        return bound;
    }

    LayerTree node() {
        return node;
    }

    Place place() {
        return place;
    }
}
