package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Compares the training times of the epochs of two labels. Uses medians, so that single disturbed epochs have little
 * effect.
 *
 * @param factor the median, over pairs of epochs, of the ratio of the first's time to the second's
 * @param low lower end of the factor's 95 % confidence interval, by order statistics; 0 for fewer than 8 pairs
 * @param high its upper end; infinite for fewer than 8 pairs
 * @param telling the relative difference below which the two count as alike
 */
record Times(double factor, double low, double high, double telling) {

    /** How the first compares with the second. */
    enum Order {
        QUICKER,
        SLOWER,
        /** The confidence interval is within the threshold on both sides. */
        ALIKE,
        UNSURE
    }

    /** Compares epoch by epoch. */
    static Times of(Evidence evidence, String first, String second, double telling) {
        double[] a = epochs(evidence.of(first));
        double[] b = epochs(evidence.of(second));
        double[] ratios = new double[Math.min(a.length, b.length)];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = a[i] / b[i];
        }
        Arrays.sort(ratios);
        int n = ratios.length;
        // The number of n values below the median is binomial: n / 2, plus or minus 1.96 sqrt(n) / 2.
        int rank = (int) Math.floor((n - 1.96 * Math.sqrt(n)) / 2);
        double low = rank < 1 ? 0 : ratios[rank - 1];
        double high = rank < 1 ? Double.POSITIVE_INFINITY : ratios[n - rank];
        return new Times(new Sample(ratios).median(), low, high, telling);
    }

    Order order() {
        if (high < 1 && factor < 1 - telling) {
            return Order.QUICKER;
        }
        if (low > 1 && factor > 1 + telling) {
            return Order.SLOWER;
        }
        return low > 1 - telling && high < 1 + telling ? Order.ALIKE : Order.UNSURE;
    }

    private static double[] epochs(List<Run> runs) {
        return runs.stream()
                .flatMap(run -> run.history().epochs().stream())
                .mapToDouble(Epoch::trainingSeconds)
                .toArray();
    }

    static double[] epochs(Run run, ToDoubleFunction<Epoch> number) {
        return run.history().epochs().stream().mapToDouble(number).toArray();
    }

    static double training(Run run) {
        return run.history().trainingSeconds();
    }

    static double evaluation(Run run) {
        return run.history().evaluationSeconds();
    }

    /** The factor in percent, with its interval. */
    String ratio() {
        String middle = Words.format("%.0f %%", 100 * factor);
        return low == 0 ? middle : middle + Words.format(" (95 %% interval: %.0f to %.0f %%)", 100 * low, 100 * high);
    }
}
