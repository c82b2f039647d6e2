package dev.inercia.nn;

import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Seeds;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws the initial values of a network's parameters, as the layers specify. */
final class FirstValues {

    private FirstValues() {}

    static void draw(Network network, long seed) {
        Architecture architecture = network.architecture();
        int index = 0;
        for (LayerTree node : architecture.tree().all().toList()) {
            for (Parameter p : node.parameters()) {
                double[] values =
                        p.initializer().values(p.shape(), p.fans(), Seeds.INITIALIZATION.generator(seed, index++));
                if (values.length != p.shape().size() || !isFinite(values, architecture.type())) {
                    throw new IllegalArgumentException(node.name() + ": initialiser " + p.initializer()
                            + " of parameter '" + p.name() + "' must give "
                            + p.shape().size()
                            + " finite values, but gave " + values.length
                            + (values.length == p.shape().size() ? ", some not finite" : ""));
                }
                INDArray rowByRow = Nd4j.createFromArray(values)
                        .castTo(architecture.type())
                        .reshape('c', p.shape().toArrayShape());
                network.parameters().get(node.path(p.name())).assign(rowByRow);
            }
        }
    }

    private static boolean isFinite(double[] values, DataType type) {
        return Arrays.stream(values)
                .allMatch(value -> type == DataType.FLOAT ? Float.isFinite((float) value) : Double.isFinite(value));
    }
}
