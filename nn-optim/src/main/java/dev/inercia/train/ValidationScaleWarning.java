package dev.inercia.train;

import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Memory;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Warns if the features of the validation data are on another scale than those of the training data, as if only one of
 * them had been standardised. Compares medians, so that rare large values do not matter. On by default; checks a few
 * hundred examples of each before the first step.
 */
public record ValidationScaleWarning() implements Listener {

    /** Typical sizes that differ by more than this factor are another scale; of few examples, by more than its square. */
    public static final double FACTOR = 4;

    private static final int SAMPLE = 500;
    /** With fewer examples a range says little. */
    private static final int ENOUGH = 20;

    @Override
    public void onStart(Training training) {
        training.trainer().validation().ifPresent(validation -> compare(training, validation));
    }

    private static void compare(Training training, Dataset validation) {
        double[] ours = values(training.data());
        double[] theirs = values(validation);
        double typical = typical(ours);
        double typicalTheirs = typical(theirs);
        boolean isEnough = Math.min(training.data().size(), validation.size()) >= ENOUGH;
        double factor = isEnough ? FACTOR : FACTOR * FACTOR;
        if (typical > 0
                && typicalTheirs > 0
                && (typicalTheirs > factor * typical || typical > factor * typicalTheirs)) {
            warn(
                    training,
                    String.format(
                            Locale.ROOT,
                            "Validation features are on another scale than training features: typically %.3g in size, against %.3g",
                            typicalTheirs,
                            typical));
            return;
        }
        int columns =
                training.data().features().dimension(training.data().features().rank() - 1);
        int outside = 0;
        for (int j = 0; j < columns; j++) {
            Column own = Column.of(ours, j, columns);
            Column other = Column.of(theirs, j, columns);
            outside += other.isOutside(own) ? 1 : 0;
            boolean areMost = isEnough && outside > 1 && 2 * outside > columns;
            if (areMost || other.isFarFrom(own) || own.isFarFrom(other) && other.isMuchNarrowerThan(own)) {
                warn(
                        training,
                        String.format(
                                Locale.ROOT,
                                "Feature %d of the validation data is on another scale than in the training data: between %.3g and"
                                        + " %.3g, against between %.3g and %.3g",
                                j,
                                other.least,
                                other.most,
                                own.least,
                                own.most));
                return;
            }
        }
    }

    private static void warn(Training training, String symptom) {
        training.warn(
                symptom,
                Cause.VALIDATION,
                "preparation that only one of them went through; standardise both by the training data, as"
                        + " Standardize.of(training) does as the first layer");
    }

    private static double[] values(Dataset data) {
        return Sample.values(Memory.of(Sample.of(data, SAMPLE, DataType.DOUBLE).features()));
    }

    /** The median absolute value of those that are not 0; 0 if all are. */
    private static double typical(double[] values) {
        double[] sizes =
                Arrays.stream(values).map(Math::abs).filter(v -> v > 0).sorted().toArray();
        return sizes.length == 0 ? 0 : sizes[sizes.length / 2];
    }

    /** The values of one feature. */
    private record Column(double least, double median, double most, int count) {

        static Column of(double[] values, int column, int columns) {
            double[] sorted = new double[values.length / columns];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = values[i * columns + column];
            }
            Arrays.sort(sorted);
            return new Column(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
        }

        /** True if its median is beyond all of the other's values: of one column, it may be that of a later time. */
        boolean isOutside(Column other) {
            return other.least < other.most && (median > other.most || median < other.least);
        }

        /** True if its median is more than twice the other's range away from that range. */
        boolean isFarFrom(Column other) {
            double range = other.most - other.least;
            return range > 0
                    && other.count >= ENOUGH
                    && (median > other.most + 2 * range || median < other.least - 2 * range);
        }

        boolean isMuchNarrowerThan(Column other) {
            return FACTOR * (most - least) < other.most - other.least;
        }
    }
}
