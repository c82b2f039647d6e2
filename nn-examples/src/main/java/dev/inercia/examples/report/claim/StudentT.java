package dev.inercia.examples.report.claim;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Student's t distribution for whole degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4). */
final class StudentT {

    private record Tail(double probability, int freedom) {}

    /** The few that a report needs, again and again. */
    private static final Map<Tail, Double> KNOWN = new ConcurrentHashMap<>();

    private StudentT() {}

    /** The probability that |T| is at most t, for t of at least 0. */
    static double within(double t, int freedom) {
        double theta = Math.atan(t / Math.sqrt(freedom));
        double cos = Math.cos(theta);
        boolean odd = freedom % 2 == 1;
        double term = odd ? cos : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int i = odd ? 3 : 2; i <= freedom - 2; i += 2) {
            term *= cos * cos * (i - 1) / i;
            sum += term;
        }
        return odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
    }

    /** The t that |T| exceeds with this probability, in (0, 1), to about 12 digits. */
    static double exceededBy(double probability, int freedom) {
        return KNOWN.computeIfAbsent(new Tail(probability, freedom), tail -> search(probability, freedom));
    }

    private static double search(double probability, int freedom) {
        double low = 0;
        double high = 1;
        while (within(high, freedom) < 1 - probability) {
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (within(middle, freedom) < 1 - probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
