package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Of the examples of a class, the fraction that are recognised: averaged over classes, or for one class. */
public final class Recall implements Metric {

    private final ConfusionMatrix matrix = new ConfusionMatrix();
    /** Null for the recall of one class. */
    private final Average average;

    private final int ofClass;

    /** Averages over the classes, see {@link ConfusionMatrix#recall(Average)}. */
    public Recall(Average average) {
        this(Objects.requireNonNull(average, "average"), -1);
    }

    private Recall(Average average, int ofClass) {
        this.average = average;
        this.ofClass = ofClass;
    }

    /**
     * The recall of one class, NaN if it never occurs.
     *
     * @param c its index, from 0 on; 1 for the yes of a single output
     */
    public static Recall ofClass(int c) {
        if (c < 0) {
            throw new IllegalArgumentException("Recall: expected a class index from 0 on, but got " + c);
        }
        return new Recall(null, c);
    }

    @Override
    public String name() {
        return average == null ? "recall of class " + ofClass : average.text() + " recall";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public Recall fresh() {
        return new Recall(average, ofClass);
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("Recall", problem);
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
                    "Recall: there is no class " + ofClass + " among " + matrix.classes() + " classes");
        }
    }

    @Override
    public double value() {
        Share.requireRows(this, matrix.total());
        return average == null ? matrix.recall(ofClass) : matrix.recall(average);
    }

    /** For example {@code macro recall 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, matrix.total());
    }
}
