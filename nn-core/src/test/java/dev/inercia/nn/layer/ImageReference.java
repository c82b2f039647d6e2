package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.tolerance;
import static dev.inercia.nn.Numbers.values;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.Numbers;
import dev.inercia.nn.Reference;
import dev.inercia.nn.tensor.Shape;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Holds a layer against a case of PyTorch's, whose images and kernels are channels first. */
final class ImageReference {

    private final Reference reference;
    private final Layer layer;
    private final DataType type;
    /** Our name of each parameter, and PyTorch's. */
    private final Map<String, String> names = new TreeMap<>();

    ImageReference(Reference reference, Layer layer, DataType type) {
        this.reference = reference;
        this.layer = layer;
        this.type = type;
        parameter("weight", "weight").parameter("bias", "bias");
    }

    /** Says what a parameter is called in the reference. */
    ImageReference parameter(String ours, String theirs) {
        names.put(ours, theirs);
        return this;
    }

    /** Compares output and gradients, and that a prediction is the same. */
    void verify() {
        LayerRig bound = train();
        INDArray x = array("input", "value");
        INDArray alone = LayerRig.predicting(bound.network(), (int) x.size(0)).forward(x);
        assertClose(
                values(alone), values(array("output", "value").reshape(alone.shape())), tolerance(type), "prediction");
    }

    /** Compares output and gradients of training. */
    LayerRig train() {
        INDArray x = array("input", "value");
        int rows = (int) x.size(0);
        Network network = LayerRig.network(layer, type, Shape.ofExamples(x.shape()));
        LayerRig bound = LayerRig.training(network, rows);
        names.forEach((ours, theirs) -> {
            if (reference.has("parameters", theirs)) {
                bound.parameter(ours).assign(array("parameters", theirs, "value"));
            }
        });
        INDArray y = bound.forward(x);
        assertClose(values(y), values(array("output", "value").reshape(y.shape())), tolerance(type), "output");
        INDArray dx = bound.backward(array("outputGradient").reshape(y.shape()));
        assertClose(values(dx), values(array("inputGradient")), tolerance(type), "input gradient");
        names.forEach((ours, theirs) -> {
            if (reference.has("parameterGradients", theirs)) {
                double[] expected = values(array("parameterGradients", theirs));
                assertClose(values(bound.gradient(ours)), expected, tolerance(type), "gradient of " + ours);
            }
        });
        return bound;
    }

    /** Channels last: images are of rank 4, sequences of rank 3; kernels are turned, too. */
    INDArray array(String... path) {
        return of(reference, path);
    }

    /** The same of another case, or a part of one. */
    INDArray of(Reference reference, String... path) {
        int rank = 0;
        while (reference.size(rank, path) > 0) {
            rank++;
        }
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = reference.size(i, path);
        }
        INDArray array = Numbers.array(type, reference.numbers(path), shape);
        if (rank < 3 || reference.name().equals("layernorm")) {
            return array;
        }
        if (path[0].startsWith("parameter")) {
            return ChannelsFirst.kernels(array);
        }
        return rank == 4 ? ChannelsFirst.images(array) : array.permute(0, 2, 1).dup('c');
    }
}
