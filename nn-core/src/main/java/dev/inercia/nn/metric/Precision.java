package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Of the predictions of a class, the fraction that are right: averaged over classes, or for one class. */
public final class Precision implements Metric {

    private final ConfusionMatrix matrix = new ConfusionMatrix();
    /** Null for the precision of one class. */
    private final Average average;

    private final int ofClass;

    /** Averages over the classes, see {@link ConfusionMatrix#precision(Average)}. */
    public Precision(Average average) {
        this(Objects.requireNonNull(average, "average"), -1);
    }

    private Precision(Average average, int ofClass) {
        this.average = average;
        this.ofClass = ofClass;
    }

    /**
     * The precision of one class, NaN if it is never predicted.
     *
     * @param c its index, from 0 on; 1 for the yes of a single output
     */
    public static Precision ofClass(int c) {
        if (c < 0) {
            throw new IllegalArgumentException("Precision: expected a class index from 0 on, but got " + c);
        }
        return new Precision(null, c);
    }

    @Override
    public String name() {
        return average == null ? "precision of class " + ofClass : average.text() + " precision";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public Precision fresh() {
        return new Precision(average, ofClass);
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("Precision", problem);
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
                    "Precision: there is no class " + ofClass + " among " + matrix.classes() + " classes");
        }
    }

    @Override
    public double value() {
        Share.requireRows(this, matrix.total());
        return average == null ? matrix.precision(ofClass) : matrix.precision(average);
    }

    /** For example {@code macro precision 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, matrix.total());
    }
}
