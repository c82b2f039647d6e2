package dev.inercia.nn;

import dev.inercia.nn.layer.OutputMemory;
import dev.inercia.nn.tensor.Memory;
import java.util.List;
import java.util.Locale;

/**
 * Estimates the memory that a pass needs. Training keeps the output of every layer, unless the next layer computes in
 * place or computes it again, and the gradients around one layer at a time. Small buffers of layers are not counted.
 */
final class MemoryNeed {

    private MemoryNeed() {}

    /** Bytes per example that training needs. */
    static long perExample(Architecture architecture) {
        return perExample(architecture, false);
    }

    private static long perExample(Architecture architecture, boolean keepsEvery) {
        LayerTree root = architecture.tree();
        return (root.input().size() + kept(root, keepsEvery) + aroundOneLayer(root))
                * architecture.type().width();
    }

    /** The elements per example of the outputs kept within a layer: those that training needs, or every one. */
    private static long kept(LayerTree node, boolean keepsEvery) {
        boolean isSequence = node.layer().outputMemory() == OutputMemory.NONE;
        long kept = 0;
        OutputMemory before = OutputMemory.OWN;
        List<LayerTree> children = node.children();
        for (int i = 0; i < children.size(); i++) {
            LayerTree child = children.get(i);
            OutputMemory memory = child.layer().outputMemory();
            boolean isInPlace = isSequence && !keepsEvery && memory.isInPlace() && before.isReleased();
            boolean isComputedAgain = isSequence && !keepsEvery && SequenceNeighbours.isComputedAgain(children, i);
            boolean isKept = memory != OutputMemory.NONE && !isInPlace && !isComputedAgain;
            kept += (isKept ? child.output().size() : 0) + kept(child, keepsEvery);
            before = memory;
        }
        return kept;
    }

    private static long aroundOneLayer(LayerTree root) {
        return root.all()
                .mapToLong(node -> (long) node.input().size() + node.output().size())
                .max()
                .orElse(0);
    }

    /**
     * Checks that the memory for a pass is available, before anything is allocated.
     *
     * @param training true if the pass has gradients, and keeps the outputs that they need
     * @param keepsEvery true if the pass keeps every output
     * @throws IllegalArgumentException if it is not, with the numbers
     */
    static void require(Architecture architecture, int rows, boolean training, boolean keepsEvery) {
        LayerTree root = architecture.tree();
        long width = architecture.type().width();
        boolean keeps = training || keepsEvery;
        long each = keeps ? perExample(architecture, keepsEvery) : aroundOneLayer(root) * width;
        long gradients = training ? root.parameterCount() * width : 0;
        require(each, gradients, rows, training, Memory.available());
    }

    static void require(long each, long gradients, int rows, boolean training, long available) {
        long need = Math.addExact(Math.multiplyExact(each, rows), gradients);
        if (need > available) {
            throw new IllegalArgumentException((training ? "Training" : "Predicting") + " in batches of " + rows
                    + " needs about "
                    + text(need) + " (" + text(each) + " for each example"
                    + (gradients > 0 ? ", " + text(gradients) + " for gradients of the parameters" : "") + "), but "
                    + text(available) + " are free: use "
                    + (each + gradients > available
                            ? "a smaller network"
                            : "batches of at most " + (available - gradients) / each));
        }
    }

    /** Formats a size, as in {@code 1.5 GiB}. */
    static String text(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        int power = bytes < 1 << 20 ? 1 : bytes < 1 << 30 ? 2 : 3;
        return String.format(Locale.ROOT, "%.1f %siB", bytes / Math.pow(1024, power), " KMG".charAt(power));
    }

    /** The line about memory in the summary. */
    static String summary(Architecture architecture) {
        return "training needs about " + text(perExample(architecture)) + " for each example of a batch";
    }
}
