package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.ElementWiseActivation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parallel layers with the same input, whose outputs are summed, {@code y = f0(x) + f1(x) + ...}, or concatenated along
 * the last axis, {@code y = [f0(x), f1(x), ...]}.
 *
 * <p>Shapes: any. For a sum all outputs have the same shape; for a concatenation the last axis may differ, and its
 * lengths add up. Children: {@code 0}, {@code 1}, ...
 *
 * <pre>{@code
 * new Parallel(Parallel.Join.CONCATENATION, new Dense(10, new Relu()), new Dense(20, new Tanh()))     // 30 outputs
 * }</pre>
 *
 * @param branches at least one
 * @param join how the outputs are combined
 */
public record Parallel(List<Layer> branches, Join join) implements Layer {

    /** How the outputs of several layers are combined. */
    public enum Join {
        /** The element-wise sum. */
        SUM,
        /** Concatenation along the last axis. */
        CONCATENATION
    }

    /** Keeps a copy; refuses an empty list. */
    public Parallel {
        branches = List.copyOf(branches);
        Objects.requireNonNull(join, "join");
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("Parallel: expected at least one branch, but got none");
        }
    }

    /** A layer of these branches. */
    public Parallel(Join join, Layer... branches) {
        this(List.of(branches), join);
    }

    @Override
    public Shape output(Shape input) {
        List<Child> children = children(input);
        Shape first = children.get(0).output();
        int last = 0;
        for (Child child : children) {
            Shape output = child.output();
            if (!fits(output, first)) {
                throw new IllegalArgumentException("expected branches of equal output shapes"
                        + (join == Join.SUM ? "" : " but for the last axis") + ", but branch 0 gives " + first
                        + " and branch " + child.name() + " gives " + output);
            }
            last += join == Join.SUM ? 0 : output.dimension(output.rank() - 1);
        }
        if (join == Join.SUM) {
            return first;
        }
        int[] dimensions = first.dimensions();
        dimensions[dimensions.length - 1] = last;
        return Shape.of(dimensions);
    }

    private boolean fits(Shape output, Shape first) {
        if (join == Join.SUM) {
            return output.equals(first);
        }
        boolean fits = output.rank() == first.rank() && output.rank() > 0;
        for (int axis = 0; fits && axis < output.rank() - 1; axis++) {
            fits = output.dimension(axis) == first.dimension(axis);
        }
        return fits;
    }

    @Override
    public boolean hasBranches() {
        return true;
    }

    @Override
    public List<Child> children(Shape input) {
        List<Child> children = new ArrayList<>();
        for (Layer branch : branches) {
            children.add(new Child(String.valueOf(children.size()), branch, input));
        }
        return children;
    }

    /** For a concatenation, the activation of the branches if all have the same element-wise one. */
    @Override
    public Activation activation() {
        Activation first = branches.get(0).activation();
        boolean isTheirs = join == Join.CONCATENATION
                && first instanceof ElementWiseActivation
                && branches.stream().allMatch(branch -> branch.activation().equals(first));
        return isTheirs ? first : new Identity();
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundParallel(this, binding);
    }

    private static final class BoundParallel implements Bound {

        private final Memory y;
        private final Memory dx;
        private final Memory dy = Memory.create();
        private final Bound[] branches;
        /** True if a branch needs a backward call, for its parameters or for the input gradient. */
        private final boolean[] isCalledBack;

        private final Memory[] outputs;
        /** The output gradient of each branch for a concatenation; otherwise null. */
        private final Memory[] outputGradients;

        private final Memory[] inputGradients;
        private final Concatenation concatenation;
        private final Sum sum;
        private final Sum gradientSum;

        BoundParallel(Parallel layer, Binding binding) {
            int rows = binding.rows();
            y = Memory.of(binding.output());
            dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradient()) : null;
            List<Child> children = layer.children(binding.input());
            int count = children.size();
            boolean isSum = layer.join == Join.SUM;
            branches = new Bound[count];
            isCalledBack = new boolean[count];
            outputs = new Memory[count];
            inputGradients = new Memory[count];
            outputGradients = isSum || !binding.training() ? null : new Memory[count];
            int[] widths = new int[count];
            int height = 1;
            for (int i = 0; i < count; i++) {
                Child child = children.get(i);
                Shape output = child.output();
                if (!isSum) {
                    widths[i] = output.dimension(output.rank() - 1);
                    height = output.size() / widths[i];
                }
                if (outputGradients != null) {
                    outputGradients[i] = Memory.of(binding.scratch(output.toArrayShape(rows)));
                }
                outputs[i] = Memory.create();
                inputGradients[i] = Memory.create();
                isCalledBack[i] = dx != null || binding.isTrained(child.name());
                branches[i] = binding.bind(child.name(), dx != null);
            }
            concatenation = isSum ? null : new Concatenation(binding.type(), rows * height, widths);
            sum = isSum ? new Sum(binding.type(), y.length()) : null;
            gradientSum = dx == null ? null : new Sum(binding.type(), dx.length());
        }

        @Override
        public INDArray forward(INDArray x) {
            for (int i = 0; i < branches.length; i++) {
                outputs[i].at(branches[i].forward(x));
                if (sum != null) {
                    add(sum, y, outputs[i], i == 0);
                }
            }
            if (concatenation != null) {
                concatenation.join(outputs, y);
            }
            return y.array();
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            if (concatenation != null) {
                concatenation.split(dy.at(outputGradient), outputGradients);
            }
            boolean isFirst = true;
            for (int i = 0; i < branches.length; i++) {
                if (isCalledBack[i]) {
                    INDArray d = concatenation == null ? outputGradient : outputGradients[i].array();
                    INDArray throughBranch = branches[i].backward(d);
                    if (dx != null) {
                        add(gradientSum, dx, inputGradients[i].at(throughBranch), isFirst);
                        isFirst = false;
                    }
                }
            }
            return dx == null ? null : dx.array();
        }

        private static void add(Sum sum, Memory total, Memory term, boolean isFirst) {
            if (isFirst) {
                total.copy(0, term, 0, total.length());
            } else {
                sum.set(total, total, term);
            }
        }
    }
}
