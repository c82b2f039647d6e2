package dev.inercia.train;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.Stateful;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Warns once if gradients vanish and once if they explode. Compares the root mean square of each layer's weight
 * gradient, in {@value #LOOKS} steps of every epoch. On by default.
 *
 * <ul>
 *   <li>Vanishing: below {@value #VANISHING} times the last layer's in every sampled step of an epoch, in a network that
 *       has not learned most of what can be learned. Near the end of a training all gradients become small together;
 *       that is no reason to warn.
 *   <li>Exploding: more than {@value #EXPLODING} times the layer's largest in the first {@value #FIRST} steps, and a loss
 *       above that of guessing.
 * </ul>
 */
public record GradientSizeWarning() implements Listener {

    /** Steps sampled in an epoch. */
    public static final int LOOKS = 8;

    /** A gradient has vanished below this ratio to the last layer's. */
    public static final double VANISHING = 1e-5;

    /** A gradient explodes above this ratio to the largest of the first steps. */
    public static final double EXPLODING = 1000;

    /** The number of steps at the start whose largest gradient is the reference for later ones. */
    public static final int FIRST = 20;

    private static final int CHUNK = 1024;

    @Override
    public Listener bind(Training training) {
        return new Watch(training);
    }

    private record State(
            List<Double> first,
            List<Boolean> hasVanished,
            int looks,
            boolean vanishingWarned,
            boolean explodingWarned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final List<Segment> weights;
        private final int every;
        private final Memory gradients = Memory.create();
        private final float[] floats = new float[CHUNK];
        private final double[] doubles = new double[CHUNK];
        private final double[] first;
        private final boolean[] hasVanished;
        private int looks;
        private boolean vanishingWarned;
        private boolean explodingWarned;

        Watch(Training training) {
            ParameterGroups groups = training.trainer().parameterGroups();
            weights = training.trainer().network().parameters().segments().stream()
                    .filter(segment -> segment.role() == Role.WEIGHT && groups.isTrained(segment))
                    .toList();
            every = Math.max(1, training.stepsPerEpoch() / LOOKS);
            first = new double[weights.size()];
            hasVanished = new boolean[weights.size()];
            begin();
        }

        private void begin() {
            Arrays.fill(hasVanished, true);
            looks = 0;
        }

        @Override
        public void onStep(Training training) {
            if (training.step() <= FIRST || training.step() % every == 0) {
                look(training);
            }
        }

        private void look(Training training) {
            if (weights.isEmpty() || vanishingWarned && explodingWarned) {
                return;
            }
            gradients.at(training.gradients().flat());
            looks++;
            double top = rootMeanSquare(weights.get(weights.size() - 1));
            for (int i = 0; i < weights.size(); i++) {
                double size = rootMeanSquare(weights.get(i));
                hasVanished[i] &= size < VANISHING * top;
                if (training.step() <= FIRST) {
                    first[i] = Math.max(first[i], size);
                } else if (!explodingWarned && first[i] > 0 && size > EXPLODING * first[i] && isBad(training)) {
                    explodingWarned = true;
                    training.warn(
                            String.format(
                                    Locale.ROOT,
                                    "the gradient of %s explodes: its root mean square is %.2g, %.0f times that of the first"
                                            + " steps",
                                    name(training, weights.get(i)),
                                    size,
                                    size / first[i]),
                            Cause.RATE_TOO_HIGH,
                            "the learning rate is too high; try a tenth of it, or clip the gradients' norm");
                }
            }
        }

        /** A network that has converged has tiny gradients, beside which those of a rare example are large. */
        private static boolean isBad(Training training) {
            return training.evidence().baseline().learned(training.loss()) < 0;
        }

        private double rootMeanSquare(Segment segment) {
            double sum = 0;
            for (int at = segment.from(); at < segment.to(); at += CHUNK) {
                int count = Math.min(CHUNK, segment.to() - at);
                if (gradients.type() == DataType.DOUBLE) {
                    gradients.get(at, doubles, 0, count);
                    for (int i = 0; i < count; i++) {
                        sum += doubles[i] * doubles[i];
                    }
                } else {
                    gradients.get(at, floats, 0, count);
                    for (int i = 0; i < count; i++) {
                        sum += (double) floats[i] * floats[i];
                    }
                }
            }
            return Math.sqrt(sum / segment.length());
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            boolean isLate = training.evidence().isTimeToJudge();
            for (int i = 0; isLate && i < weights.size() && !vanishingWarned && looks > 0; i++) {
                if (hasVanished[i] && training.evidence().learned(epoch) < StuckUnitsWarning.LEARNED) {
                    vanishingWarned = true;
                    training.warn(
                            String.format(
                                    Locale.ROOT,
                                    "the gradient of %s has vanished: less than %.0e of the topmost layer's",
                                    name(training, weights.get(i)),
                                    VANISHING),
                            Cause.OTHER,
                            "many layers of saturating units, or units below that are stuck; try ReLU, another start, or"
                                    + " fewer layers");
                }
            }
            begin();
        }

        private static String name(Training training, Segment segment) {
            return segment.name() + " of "
                    + training.trainer().network().architecture().layerName(segment.layer());
        }

        @Override
        public State state() {
            return new State(
                    Arrays.stream(first).boxed().toList(),
                    IntStream.range(0, hasVanished.length)
                            .mapToObj(i -> hasVanished[i])
                            .toList(),
                    looks,
                    vanishingWarned,
                    explodingWarned);
        }

        @Override
        public void restore(State state) {
            for (int i = 0; i < first.length; i++) {
                first[i] = state.first.get(i);
                hasVanished[i] = state.hasVanished.get(i);
            }
            looks = state.looks;
            vanishingWarned = state.vanishingWarned;
            explodingWarned = state.explodingWarned;
        }
    }
}
