package dev.inercia.train;

import dev.inercia.nn.Baseline;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import java.util.stream.IntStream;

/** What warnings judge a training by: the loss of guessing, and whether it is late enough to judge. */
final class Evidence {

    /** After so many steps any network should have learned something. */
    private static final long MANY_STEPS = 2000;
    /** In fewer steps nothing can be judged. */
    private static final long FEW_STEPS = 20;

    /** By how much a loss rises that was the mean of several steps: chance explains less. */
    private static final double RISEN = 0.03;
    /** By how much, if it was that of one batch. */
    private static final double RISEN_FROM_ONE = 0.4;

    /** A rate that has moved the weights by no more than this share of their size is not too high. */
    private static final double HARDLY_MOVED = 0.02;
    /** The most weights of a tensor that are looked at. */
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

    /** Evenly spread weights of every tensor that is trained. */
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

    /** True if the weights have moved by so much that the rate cannot be far too low. */
    boolean hasMoved() {
        return moved() > HARDLY_MOVED;
    }

    /** How far the weights are from where they began, relative to their size there; 0 if none were trained. */
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

    /** The losses of guessing and of perfection on the training data; computed at the first call. */
    Baseline baseline() {
        if (baseline == null) {
            baseline = Baseline.of(trainer.network(), trainer.loss(), training.data());
        }
        return baseline;
    }

    /** How much of what can be learned the network has learned: 0 if its loss is that of guessing, 1 if it is perfect. */
    double learned(Epoch epoch) {
        double onTraining = baseline().learned(epoch.loss());
        double onValidation = baseline().learned(epoch.validationLoss());
        return Double.isNaN(onValidation) ? onTraining : Math.max(onTraining, onValidation);
    }

    /** True if a quarter of the training is over, or many steps were taken: what was not learned by now is missing. */
    boolean isTimeToJudge() {
        long planned = (long) trainer.epochs() * training.stepsPerEpoch();
        return training.step() >= Math.max(FEW_STEPS, Math.min(MANY_STEPS, planned / 4));
    }

    /** True if enough steps were taken to judge a training that has ended. */
    boolean isEndToJudge() {
        return training.step() >= FEW_STEPS && !training.isBroken();
    }

    /** The likely cause of a loss that is bad, where nothing else is known: too high a rate, if it was better before. */
    Cause rate(FirstLoss first, double loss) {
        boolean hasRisen = first.isSignificant(loss) && hasRisen(first.mean(), loss, RISEN)
                || first.wasBest() && hasRisen(first.initial(), loss, RISEN_FROM_ONE);
        boolean isHigh = training.causes().has(Cause.RATE_TOO_HIGH) || hasRisen && hasMoved();
        return isHigh ? Cause.RATE_TOO_HIGH : Cause.RATE_TOO_LOW;
    }

    /** True if the loss has risen by this share, both of what can be learned and of what it was. */
    private boolean hasRisen(double from, double loss, double share) {
        Baseline losses = baseline();
        return losses.learned(loss) < losses.learned(from) - share
                && loss - losses.perfect() > (1 + share) * (from - losses.perfect());
    }
}
