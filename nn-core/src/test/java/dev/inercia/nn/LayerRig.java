package dev.inercia.nn;

import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.function.Predicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer bound as a network binds it, whose input gradient can be had, too. Parameters are called as in the layer.
 * Gradients start at 99.
 */
public final class LayerRig implements Layer.Bound {

    private final Network network;
    private final Parameters gradients;
    private final TrainingClock clock;
    private final Layer.Bound bound;

    private LayerRig(
            Network network, int rows, boolean training, boolean wantsInputGradient, Predicate<String> isTrained) {
        this.network = network;
        gradients = training ? network.parameters().zeros() : null;
        if (training && !gradients.flat().isEmpty()) {
            gradients.flat().assign(99);
        }
        clock = training ? new TrainingClock(network, 3, null) : null;
        DataType type = network.architecture().type();
        MemoryPlan memory = training ? MemoryPlan.training(type) : MemoryPlan.sharing(type);
        PassBinder binder = new PassBinder(
                network, gradients, rows, clock, name -> isTrained.test(name.substring(name.indexOf('.') + 1)), memory);
        LayerTree root = network.architecture().tree();
        int parts = Walks.parts(List.of(root), rows);
        SequenceNeighbours none = SequenceNeighbours.none(binder);
        bound = new LayerBinding(binder, root, Place.root(), null, none, wantsInputGradient, new Share(rows, parts))
                .bindLayer();
    }

    /** A network of this layer alone, for several rigs of the same parameters. */
    public static Network network(Layer layer, DataType type, Shape input) {
        return Network.of(new Architecture(input, new Sequential(layer), new Identity(), type), 7);
    }

    /** For training, with all gradients. */
    public static LayerRig training(Network network, int rows) {
        return training(network, rows, true, name -> true);
    }

    /** For training of these parameters. */
    public static LayerRig training(
            Network network, int rows, boolean wantsInputGradient, Predicate<String> isTrained) {
        return new LayerRig(network, rows, true, wantsInputGradient, isTrained);
    }

    /** For predictions. */
    public static LayerRig predicting(Network network, int rows) {
        return new LayerRig(network, rows, false, false, name -> false);
    }

    /** The network that it is bound to. */
    public Network network() {
        return network;
    }

    /** A parameter. */
    public INDArray parameter(String name) {
        return network.parameters().get("0." + name);
    }

    /** The gradient of a parameter. */
    public INDArray gradient(String name) {
        return gradients.get("0." + name);
    }

    /** All gradients, in order. */
    public double[] gradients() {
        return gradients.flat().isEmpty() ? new double[0] : Numbers.values(gradients.flat());
    }

    /** The network's own value of a buffer. */
    public INDArray buffer(String name) {
        return parameter(name);
    }

    /** Gives the network the running statistics that the last batch left. */
    public void commit() {
        clock.backward();
    }

    @Override
    public INDArray forward(INDArray x) {
        if (clock != null) {
            clock.forward();
        }
        return bound.forward(x);
    }

    @Override
    public INDArray backward(INDArray dy) {
        return bound.backward(dy);
    }
}
