package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The harmonic mean of precision and recall: averaged over classes, or for one class. */
public final class F1 implements Metric {

    private final ConfusionMatrix matrix = new ConfusionMatrix();
    /** Null for the F1 of one class. */
    private final Average average;

    private final int ofClass;

    /** Averages over the classes, see {@link ConfusionMatrix#f1(Average)}. */
    public F1(Average average) {
        this(Objects.requireNonNull(average, "average"), -1);
    }

    private F1(Average average, int ofClass) {
        this.average = average;
        this.ofClass = ofClass;
    }

    /**
     * The F1 of one class, NaN if it neither occurs nor is predicted.
     *
     * @param c its index, from 0 on; 1 for the yes of a single output
     */
    public static F1 ofClass(int c) {
        if (c < 0) {
            throw new IllegalArgumentException("F1: expected a class index from 0 on, but got " + c);
        }
        return new F1(null, c);
    }

    @Override
    public String name() {
        return average == null ? "F1 of class " + ofClass : average.text() + " F1";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public F1 fresh() {
        return new F1(average, ofClass);
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("F1", problem);
    }

    @Override
    public void thresholds(double[] thresholds) {
        matrix.thresholds(thresholds);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        matrix.add(predictions, targets, weights);
        if (ofClass >= matrix.classes()) {
            throw new IllegalArgumentException(
                    "F1: there is no class " + ofClass + " among " + matrix.classes() + " classes");
        }
    }

    @Override
    public double value() {
        Share.requireRows(this, matrix.total());
        return average == null ? matrix.f1(ofClass) : matrix.f1(average);
    }

    /** For example {@code macro F1 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, matrix.total());
    }
}
