package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.RunningStatistics;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.gradient.GradientTransform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Computes the gradients of one step: forward, loss and backward for each batch; then accumulates, checks and
 * transforms the gradients. Allocates no arrays.
 */
final class GradientStep {

    private final Batches batches;
    private final Pass full;
    private final Pass last;
    /** Null if every step takes one batch. */
    private final GradientSum gradientSum;

    private final List<GradientTransform.Bound> transforms;
    private final Memory gradientMemory = Memory.create();
    private final WeightedMean mean = new WeightedMean();
    private final RunningStatistics statistics;
    private Pass pass;
    private double loss;

    GradientStep(Trainer trainer, Batches batches) {
        this.batches = batches;
        Network network = trainer.network();
        statistics = new RunningStatistics(network);
        int rest = batches.rows(batches.count() - 1);
        full = pass(trainer, batches.rows(0));
        last = rest == full.rows() ? full : pass(trainer, rest);
        gradientSum = trainer.accumulation() > 1 ? new GradientSum(network.parameters()) : null;
        transforms = bind(trainer);
    }

    private Pass pass(Trainer trainer, int rows) {
        Network network = trainer.network();
        return Pass.training(network, rows, trainer.loss(), trainer.seed(), trained(trainer), statistics);
    }

    /** Which parameters are trained, by their names. */
    static Predicate<String> trained(Trainer trainer) {
        Set<String> trained = trainer.network().parameters().segments().stream()
                .filter(trainer.parameterGroups()::isTrained)
                .map(Segment::name)
                .collect(Collectors.toSet());
        return trained::contains;
    }

    /** Transforms of the same class get different seeds; otherwise two noises would draw the same numbers. */
    private static List<GradientTransform.Bound> bind(Trainer trainer) {
        Map<Class<?>, Integer> counts = new HashMap<>();
        List<GradientTransform.Bound> bound = new ArrayList<>();
        for (GradientTransform transform : trainer.transforms()) {
            int count = counts.merge(transform.getClass(), 1, Integer::sum) - 1;
            // Steps are counted from 1, so negative indices are free.
            long seed = count == 0
                    ? trainer.seed()
                    : Seeds.NOISE.generator(trainer.seed(), -count).nextLong();
            bound.add(transform.bind(trainer.network().parameters(), trainer.parameterGroups(), seed));
        }
        return bound;
    }

    /**
     * Computes the gradients of a step.
     *
     * @param from the first batch
     * @param to the batch after the last
     * @param step the number of this step, 1 for the first
     * @throws NonFiniteException if a loss, or a gradient that is to be transformed, is not finite
     */
    Parameters compute(int from, int to, long step) {
        statistics.begin();
        mean.clear();
        for (int i = from; i < to; i++) {
            Batch batch = batches.get(i);
            pass = batch.rows() == full.rows() ? full : last;
            pass.at(step - 1, i - from);
            loss = pass.loss(batch);
            if (!Double.isFinite(loss)) {
                throw new NonFiniteException("The loss is " + loss + ": step " + step + " was not taken");
            }
            pass.backward();
            mean.add(loss, pass.weight());
            if (gradientSum != null) {
                double share = mean.weight() == 0 ? 1 : pass.weight() / mean.weight();
                gradientSum.add(pass.gradients(), 1 - share, share);
            }
        }
        if (!transforms.isEmpty()) {
            requireFinite(gradients(), step); // a clip would hide non-finite values
            for (GradientTransform.Bound transform : transforms) {
                transform.apply(gradients(), step);
            }
        }
        return gradients();
    }

    private void requireFinite(Parameters gradients, long step) {
        Memory memory = gradientMemory.at(gradients.flat());
        if (!memory.isFinite()) {
            throw new NonFiniteException("The gradient of " + gradients.nameAt(memory.indexOfNonFinite())
                    + " is not finite: step " + step + " was not taken");
        }
    }

    /** What the trainer's gradient transforms are bound to, in order. */
    List<GradientTransform.Bound> transforms() {
        return transforms;
    }

    /** Call if the step was taken: the network gets the new values of its layers' buffers. */
    void commit() {
        statistics.commit();
    }

    /** Call if the step was refused: drops the new values of the layers' buffers. */
    void drop() {
        statistics.drop();
    }

    /** The gradients of the last step, accumulated and transformed. */
    Parameters gradients() {
        return gradientSum == null ? pass.gradients() : gradientSum.sum();
    }

    /** The mean loss of the batches of the last step. */
    WeightedMean mean() {
        return mean;
    }

    /** The loss of the last batch. */
    double loss() {
        return loss;
    }

    /** Goes on after a batch with this loss. */
    void restore(double ofLast) {
        loss = ofLast;
    }

    /** The pass of the last batch. */
    Pass pass() {
        return pass;
    }
}
