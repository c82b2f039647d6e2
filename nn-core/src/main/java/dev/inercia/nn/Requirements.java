package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.TargetScale;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.tensor.Shape;
import java.util.Optional;

/** Checks that networks, losses and data fit together. */
final class Requirements {

    private Requirements() {}

    /** Checks that a loss fits the network's output. */
    static void require(Architecture architecture, Loss loss) {
        Optional<Activation> fused = loss.fusedWith();
        if (fused.isPresent() && !fused.get().equals(architecture.output())) {
            throw new IllegalArgumentException(loss + " needs a network whose output activation is " + fused.get()
                    + ", but this one's is " + architecture.output() + ": build the network with .output(new "
                    + fused.get().getClass().getSimpleName() + "())");
        }
        int last = architecture.layers().size() - 1;
        if (fused.isPresent() && fused.get().equals(architecture.activation(last))) {
            throw new IllegalArgumentException(architecture.layerName(last) + " of this network applies " + fused.get()
                    + " already, and the output activation would apply it again: leave the last layer without activation,"
                    + " as in new Dense(10)");
        }
        loss.requireFits(architecture.outputShape());
    }

    /** Rejects images that look like channels first: a first axis of 1, 3 or 4, and a larger last one. */
    static void requireChannelsLast(Architecture architecture) {
        Shape input = architecture.input();
        boolean isSuspect = input.rank() == 3
                && (input.dimension(0) == 1 || input.dimension(0) == 3 || input.dimension(0) == 4)
                && input.dimension(2) > input.dimension(0);
        if (isSuspect && architecture.tree().all().anyMatch(node -> node.layer().expectsImages())) {
            throw new IllegalArgumentException("Expected images [height, width, channels], channels last, but got "
                    + input
                    + ", which looks like channels first: turn the data with Dataset.channelsFirst(data), or an array with"
                    + " ChannelsFirst.images(array), and build the network with Network.input(" + input.dimension(1)
                    + ", "
                    + input.dimension(2) + ", " + input.dimension(0) + "); if these are images " + input.dimension(0)
                    + " pixel" + (input.dimension(0) == 1 ? "" : "s") + " high, say so with channelsLast()");
        }
    }

    /** Checks that the features and targets of data fit the network. */
    static void require(Architecture architecture, Dataset data, String what) {
        if (!data.features().equals(architecture.input())) {
            throw new IllegalArgumentException("The " + what + " has features of shape " + data.features() + ", but "
                    + architecture.layerName(0) + " of this network expects " + architecture.input()
                    + ": build the network with Network.input(...) of the data's shape");
        }
        if (data.classes() > 0 && architecture.output() instanceof TargetScale) {
            throw new IllegalArgumentException("The " + what + " has " + data.classes()
                    + " classes, but this network's output activation " + architecture.output()
                    + " is for values: end it in new Softmax(), or give the targets as values [examples, outputs]");
        }
        Shape output = architecture.outputShape();
        String last = architecture.layerName(architecture.layers().size() - 1);
        int units = output.rank() == 0 ? 0 : output.dimension(output.rank() - 1);
        int axes = data.targets().rank() + (data.classes() > 0 ? 1 : 0);
        if (output.rank() > Math.max(1, axes)) {
            throw new IllegalArgumentException(
                    "The " + what + " has targets of shape " + data.targets() + ", but " + last
                            + " of this network has outputs of shape " + output
                            + ": layers such as Dense work along the last axis;"
                            + " for layers that see an example as a whole, reshape the examples to ["
                            + architecture.input().size() + "]");
        }
        if (data.classes() > 0
                && (units == 0
                        || !data.targets().equals(output.withoutLast())
                        || data.classes() > Math.max(2, units))) {
            throw new IllegalArgumentException("The " + what + " has " + data.classes() + " classes"
                    + (data.targets().rank() == 0 ? "" : " and class indices of shape " + data.targets()) + ", but "
                    + last
                    + " of this network has outputs of shape " + output
                    + ": it needs one output per class, or a single one for two classes; if these are values and no"
                    + " classes, give them as [examples, 1]");
        }
        if (!data.classNames().isEmpty()
                && !architecture.classNames().isEmpty()
                && !data.classNames().equals(architecture.classNames())) {
            throw new IllegalArgumentException("The " + what + " has the classes " + data.classNames()
                    + ", but this network's are " + architecture.classNames()
                    + ": number its labels by the network's names, as in Dataset.of(features, labels,"
                    + " network.architecture().classNames()), or CsvTable.like");
        }
        if (data.classes() == 0 && !data.targets().equals(output)) {
            throw new IllegalArgumentException("The " + what + " has targets of shape " + data.targets() + ", but "
                    + last + " of this network has outputs of shape " + output
                    + ": give the last layer as many units, or, if these are class indices, give them as [examples]");
        }
    }

    /** Checks that target values are in the loss's domain; class indices always are. */
    static void requireTargets(Architecture architecture, Loss loss, Dataset data, String what) {
        if (data.classes() > 0) {
            return;
        }
        Shape targets = data.targets();
        double[] row = new double[targets.rank() == 0 ? 1 : targets.dimension(targets.rank() - 1)];
        data.forEachTarget((target, example) -> {
            for (int from = 0; from < target.length; from += row.length) {
                System.arraycopy(target, from, row, 0, row.length);
                if (architecture.output() instanceof TargetScale scale) {
                    scale.invert(row, 1, row.length);
                }
                try {
                    loss.requireTargets(row);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "Example " + example + " of the " + what + ": " + e.getMessage(), e);
                }
            }
        });
    }
}
