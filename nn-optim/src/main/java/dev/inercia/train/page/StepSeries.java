package dev.inercia.train.page;

import java.util.Arrays;

/** Values over a training of any length in limited room: when full, neighbours are merged into their mean. */
final class StepSeries {

    private static final int MOST_POINTS = 256;

    private final double[] x = new double[MOST_POINTS];
    private final double[] y = new double[MOST_POINTS];
    private int count;
    /** Values that make a point, and those waiting for the next one. */
    private int perPoint = 1;

    private int waiting;
    private double sum;

    void add(double position, double value) {
        sum += value;
        waiting++;
        if (waiting < perPoint) {
            return;
        }
        if (count == MOST_POINTS) {
            for (int i = 0; i < MOST_POINTS / 2; i++) {
                x[i] = x[2 * i + 1];
                y[i] = (y[2 * i] + y[2 * i + 1]) / 2;
            }
            count /= 2;
            perPoint *= 2;
            return; // what waits is half a point now
        }
        x[count] = position;
        y[count] = sum / waiting;
        count++;
        waiting = 0;
        sum = 0;
    }

    double[] positions() {
        return Arrays.copyOf(x, count);
    }

    double[] values() {
        return Arrays.copyOf(y, count);
    }

    double last() {
        return count == 0 ? Double.NaN : y[count - 1];
    }
}
