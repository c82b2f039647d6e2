package dev.inercia.train;

import dev.inercia.nn.Baseline;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import java.util.stream.IntStream;

/** The evidence that warnings use to judge a training: the baseline loss of guessing, and the progress so far. */
final class Evidence {

    /** After this many steps any network should have learned something. */
    private static final long MANY_STEPS = 2000;
    /** The fewest steps that allow a judgement. */
    private static final long FEW_STEPS = 20;

    /** A rise of the loss by more than this share is significant if it started from a mean of several steps. */
    private static final double RISEN = 0.03;
    /** The same if it started from the loss of one batch. */
    private static final double RISEN_FROM_ONE = 0.4;

    /** A rate that has moved the weights by no more than this share of their size is not too high. */
    private static final double HARDLY_MOVED = 0.02;
    /** The most weights sampled per tensor. */
    private static final int SAMPLE = 1000;

    private final Trainer trainer;
    private final Training training;
    /** A sample of the weights at the start. */
    private final double[] start;

    private Baseline baseline;

    Evidence(Training training) {
        this.training = training;
        trainer = training.trainer();
        start = weights();
    }

    /** Evenly spaced weights of every trained tensor. */
    private double[] weights() {
        Parameters parameters = trainer.network().parameters();
        Memory memory = Memory.of(parameters.flat());
        return parameters.segments().stream()
                .filter(segment -> segment.role() == Role.WEIGHT
                        && trainer.parameterGroups().isTrained(segment))
                .flatMapToDouble(segment -> {
                    int count = Math.min(SAMPLE, segment.length());
                    return IntStream.range(0, count)
                            .mapToDouble(i ->
                                    Sample.value(memory, segment.from() + (int) ((long) i * segment.length() / count)));
                })
                .toArray();
    }

    /** True if the weights have moved far enough to rule out a far too low rate. */
    boolean hasMoved() {
        return moved() > HARDLY_MOVED;
    }

    /** The distance of the weights from their start, relative to their size there; 0 if none are trained. */
    double moved() {
        double moved = 0;
        double size = 0;
        double[] now = weights();
        for (int i = 0; i < start.length; i++) {
            moved += (now[i] - start[i]) * (now[i] - start[i]);
            size += start[i] * start[i];
        }
        return moved == 0 ? 0 : Math.sqrt(moved / size);
    }

    /** The losses of guessing and of perfect predictions on the training data; computed at the first call. */
    Baseline baseline() {
        if (baseline == null) {
            baseline = Baseline.of(trainer.network(), trainer.loss(), training.data());
        }
        return baseline;
    }

    /** The share learned of what can be learned: 0 if the loss is that of guessing, 1 if the network is perfect. */
    double learned(Epoch epoch) {
        double onTraining = baseline().learned(epoch.loss());
        double onValidation = baseline().learned(epoch.validationLoss());
        return Double.isNaN(onValidation) ? onTraining : Math.max(onTraining, onValidation);
    }

    /** True after a quarter of the training or many steps: a lack of learning is significant by then. */
    boolean isTimeToJudge() {
        long planned = (long) trainer.epochs() * training.stepsPerEpoch();
        return training.step() >= Math.max(FEW_STEPS, Math.min(MANY_STEPS, planned / 4));
    }

    /** True if a finished training took enough steps to be judged. */
    boolean isEndToJudge() {
        return training.step() >= FEW_STEPS && !training.isBroken();
    }

    /** The likely cause of a bad loss without other evidence: too high a rate if the loss was better before. */
    Cause rate(FirstLoss first, double loss) {
        boolean hasRisen = first.isSignificant(loss) && hasRisen(first.mean(), loss, RISEN)
                || first.wasBest() && hasRisen(first.initial(), loss, RISEN_FROM_ONE);
        boolean isHigh = training.causes().has(Cause.RATE_TOO_HIGH) || hasRisen && hasMoved();
        return isHigh ? Cause.RATE_TOO_HIGH : Cause.RATE_TOO_LOW;
    }

    /** True if the loss has risen by this share of both what can be learned and its earlier distance from perfect. */
    private boolean hasRisen(double from, double loss, double share) {
        Baseline losses = baseline();
        return losses.learned(loss) < losses.learned(from) - share
                && loss - losses.perfect() > (1 + share) * (from - losses.perfect());
    }
}
