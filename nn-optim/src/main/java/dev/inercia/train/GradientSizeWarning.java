package dev.inercia.train;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.ParameterGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Warns, once each, when gradients vanish or explode on their way down: by the root mean square of the gradient of each
 * layer's weights, looked at in {@value #LOOKS} steps of every epoch. On by default.
 *
 * <ul>
 *   <li>Vanishing: a layer's is below {@value #VANISHING} of the topmost layer's in all looks of an epoch. Near the end
 *       of a training all become small together, which is no reason to warn.
 *   <li>Exploding: a layer's is {@value #EXPLODING} times the largest of the first {@value #FIRST} steps.
 * </ul>
 */
public final class GradientSizeWarning implements Listener {

    /** Looks in an epoch. */
    public static final int LOOKS = 8;

    /** The ratio to the topmost layer's below which a gradient has vanished. */
    public static final double VANISHING = 1e-5;

    /** The ratio to the largest of the first steps above which a gradient explodes. */
    public static final double EXPLODING = 1000;

    /** Steps whose largest gradient is what later ones are compared with. */
    public static final int FIRST = 20;

    private final List<Segment> weights = new ArrayList<>();
    private Memory gradients;
    private float[] values;
    private double[] first;
    private boolean[] hasVanished;
    private int every;
    private int looks;
    private boolean vanishingWarned;
    private boolean explodingWarned;

    @Override
    public void onStart(Training training) {
        ParameterGroups groups = training.trainer().parameterGroups();
        weights.clear();
        training.trainer().network().parameters().segments().stream()
                .filter(segment -> segment.role() == Role.WEIGHT && groups.isTrained(segment))
                .forEach(weights::add);
        gradients = Memory.create();
        values = new float[1024];
        first = new double[weights.size()];
        hasVanished = new boolean[weights.size()];
        every = Math.max(1, training.stepsPerEpoch() / LOOKS);
        vanishingWarned = false;
        explodingWarned = false;
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
            } else if (!explodingWarned && first[i] > 0 && size > EXPLODING * first[i]) {
                explodingWarned = true;
                training.warn(String.format(
                        Locale.ROOT,
                        "Epoch %d: the gradient of %s explodes: its root mean square is %.2g, %.0f times that of the first"
                                + " steps. Likely cause: the learning rate is too high; try a tenth of it, or clip the"
                                + " gradients' norm",
                        training.epoch(),
                        name(training, weights.get(i)),
                        size,
                        size / first[i]));
            }
        }
    }

    /** Reads as floats what may be doubles: an order of magnitude is all that is asked. */
    private double rootMeanSquare(Segment segment) {
        double sum = 0;
        if (gradients.type() == DataType.DOUBLE) {
            double[] chunk = new double[values.length];
            for (int at = segment.from(); at < segment.to(); at += chunk.length) {
                int count = Math.min(chunk.length, segment.to() - at);
                gradients.get(at, chunk, 0, count);
                for (int i = 0; i < count; i++) {
                    sum += chunk[i] * chunk[i];
                }
            }
        } else {
            for (int at = segment.from(); at < segment.to(); at += values.length) {
                int count = Math.min(values.length, segment.to() - at);
                gradients.get(at, values, 0, count);
                for (int i = 0; i < count; i++) {
                    sum += (double) values[i] * values[i];
                }
            }
        }
        return Math.sqrt(sum / segment.length());
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        for (int i = 0; i < weights.size() && !vanishingWarned && looks > 0; i++) {
            if (hasVanished[i]) {
                vanishingWarned = true;
                training.warn(String.format(
                        Locale.ROOT,
                        "Epoch %d: the gradient of %s has vanished: less than %.0e of the topmost layer's. Likely cause:"
                                + " many layers of saturating units, or units below that are stuck; try ReLU, another"
                                + " start, or fewer layers",
                        epoch.number(),
                        name(training, weights.get(i)),
                        VANISHING));
            }
        }
        begin();
    }

    private static String name(Training training, Segment segment) {
        return segment.name() + " of "
                + training.trainer().network().architecture().layerName(segment.layer());
    }
}
