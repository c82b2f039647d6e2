package dev.inercia.nn;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds where a pass first computed a non-finite number. */
final class NonFinite {

    private NonFinite() {}

    /**
     * Names the input, a layer's output or, searching from the top layer down, a gradient; empty if all are finite.
     *
     * @param layers in the order in which they finish their outputs
     * @param gradients null if there are none
     */
    static Optional<String> first(
            Architecture architecture, INDArray input, List<CheckedLayer> layers, Parameters gradients) {
        if (!isFinite(input)) {
            return Optional.of("the input");
        }
        CheckedLayer unseen = null;
        for (CheckedLayer layer : layers) {
            if (!isFinite(layer.output())) {
                String before = unseen == null ? "" : unseen.name() + " or of a layer behind it, seen in that of ";
                return Optional.of("the output of " + before + layer.name());
            }
            boolean isUnseen = layer.isComputedAgain();
            unseen = !isUnseen ? null : unseen == null ? layer : unseen;
        }
        List<Segment> segments = gradients == null ? List.of() : gradients.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = segments.get(i);
            if (segment.isTrained() && !isFinite(gradients.get(segment.name()))) {
                return Optional.of(
                        "the gradient of " + segment.name() + " of " + architecture.layerName(segment.layerPath()));
            }
        }
        return Optional.empty();
    }

    /** True also if there is no array yet. */
    private static boolean isFinite(INDArray array) {
        return array == null || Memory.of(array).isFinite();
    }
}
