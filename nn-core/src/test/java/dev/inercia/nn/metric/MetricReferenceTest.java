package dev.inercia.nn.metric;

import static dev.inercia.nn.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Metrics are those of scikit-learn, whatever batches the examples come in. */
class MetricReferenceTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    static Stream<Reference> classes() {
        return Stream.concat(Reference.metrics("classes").stream(), Reference.metrics("weightedClasses").stream());
    }

    static List<Reference> binary() {
        return Reference.metrics("binary");
    }

    static List<Reference> multiLabel() {
        return Reference.metrics("multiLabel");
    }

    static List<Reference> regression() {
        return Reference.metrics("regression");
    }

    /** Adds a reference's examples in batches of 7. */
    private static <M extends Metric> M added(M metric, Reference reference, String predictions) {
        int rows = reference.size(0, predictions);
        int outputs = Math.max(1, reference.size(1, predictions));
        double[] p = reference.numbers(predictions);
        double[] t = reference.numbers("actual");
        double[] w = reference.has("weights") ? reference.numbers("weights") : null;
        int width = t.length / rows;
        for (int from = 0; from < rows; from += 7) {
            int to = Math.min(rows, from + 7);
            INDArray batch =
                    array(DataType.DOUBLE, Arrays.copyOfRange(p, from * outputs, to * outputs), to - from, outputs);
            double[] targets = Arrays.copyOfRange(t, from * width, to * width);
            metric.add(
                    batch,
                    width == outputs && !reference.has("classes")
                            ? array(DataType.DOUBLE, targets, to - from, width)
                            : array(DataType.DOUBLE, targets, to - from),
                    w == null ? null : Arrays.copyOfRange(w, from, to));
        }
        return metric;
    }

    private static void is(double value, Reference reference, String... path) {
        String[] full = Stream.concat(Stream.of("values"), Arrays.stream(path)).toArray(String[]::new);
        if (reference.has(full)) {
            assertThat(value).as(String.join(".", path) + " of " + reference).isEqualTo(reference.number(full), CLOSE);
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    void ofClasses(Reference reference) {
        String p = "probabilities";
        ConfusionMatrix matrix = added(new ConfusionMatrix(), reference, p);
        is(matrix.value(), reference, "accuracy");
        is(matrix.matthews(), reference, "matthews");
        for (Average average : Average.values()) {
            String name = average.text();
            is(matrix.precision(average), reference, name, "precision");
            is(matrix.recall(average), reference, name, "recall");
            is(matrix.f1(average), reference, name, "f1");
            is(added(new F1(average), reference, p).value(), reference, name, "f1");
            is(added(new Precision(average), reference, p).value(), reference, name, "precision");
            is(added(new Recall(average), reference, p).value(), reference, name, "recall");
        }
        is(matrix.macroF1(), reference, "macroF1");
        is(added(new Accuracy(), reference, p).value(), reference, "accuracy");
        is(added(new MatthewsCorrelation(), reference, p).value(), reference, "matthews");
        is(added(new LogLoss(), reference, p).value(), reference, "logLoss");
        is(added(new TopK(2), reference, p).value(), reference, "top2");
        is(added(new RocAuc(), reference, p).value(), reference, "rocAucOneVsRestMacro");
        if (reference.has("values", "confusion")) {
            int classes = reference.size(0, "values", "confusion");
            double[] counts = reference.numbers("values", "confusion");
            for (int i = 0; i < counts.length; i++) {
                assertThat(matrix.count(i / classes, i % classes)).isEqualTo((int) counts[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("binary")
    void ofYesOrNo(Reference reference) {
        RocAuc auc = added(new RocAuc(), reference, "scores");
        is(auc.value(), reference, "rocAuc");
        AveragePrecision precision = added(new AveragePrecision(), reference, "scores");
        is(precision.value(), reference, "averagePrecision");
        is(added(new LogLoss(), reference, "scores").value(), reference, "logLoss");
        is(added(new BinaryAccuracy(), reference, "scores").value(), reference, "accuracyAtHalf");
        is(added(new Accuracy(), reference, "scores").value(), reference, "accuracyAtHalf");
        is(added(new MatthewsCorrelation(), reference, "scores").value(), reference, "matthewsAtHalf");
        MultiLabel one = added(new MultiLabel(), reference, "scores");
        is(one.precision(0), reference, "precisionAtHalf");
        is(one.recall(0), reference, "recallAtHalf");
        is(one.f1(0), reference, "f1AtHalf");
        is(Math.pow(added(new Rmse(), reference, "scores").value(), 2), reference, "brier");

        List<RocAuc.Point> roc = auc.curve(1);
        assertThat(roc.get(0)).isEqualTo(new RocAuc.Point(Double.POSITIVE_INFINITY, 0, 0));
        List<RocAuc.Point> measured = roc.subList(1, roc.size());
        same(measured, RocAuc.Point::falsePositiveRate, reference.numbers("values", "rocCurve", "falsePositiveRate"));
        same(measured, RocAuc.Point::truePositiveRate, reference.numbers("values", "rocCurve", "truePositiveRate"));
        same(measured, RocAuc.Point::threshold, reference.numbers("values", "rocCurve", "threshold"));
        List<AveragePrecision.Point> curve = precision.curve(1);
        same(
                curve,
                AveragePrecision.Point::precision,
                reversed(reference.numbers("values", "precisionRecall", "precision")));
        same(curve, AveragePrecision.Point::recall, reversed(reference.numbers("values", "precisionRecall", "recall")));
        same(
                curve.subList(1, curve.size()),
                AveragePrecision.Point::threshold,
                reversed(reference.numbers("values", "precisionRecall", "threshold")));
    }

    private static <P> void same(List<P> points, ToDoubleFunction<P> of, double[] expected) {
        assertThat(points.stream().mapToDouble(of).toArray()).containsExactly(expected, CLOSE);
    }

    private static double[] reversed(double[] values) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> values[values.length - 1 - i]);
        return result;
    }

    @ParameterizedTest
    @MethodSource("multiLabel")
    void ofLabels(Reference reference) {
        String p = "probabilities";
        MultiLabel labels = added(new MultiLabel(), reference, p);
        is(labels.exactMatch(), reference, "exactMatch");
        is(labels.hammingLoss(), reference, "hammingLoss");
        is(1 - labels.value(), reference, "hammingLoss");
        double[] accuracies = reference.numbers("values", "perLabelAccuracy");
        for (int i = 0; i < accuracies.length; i++) {
            assertThat(labels.accuracy(i)).isEqualTo(accuracies[i], CLOSE);
        }
        for (Average average : Average.values()) {
            is(labels.f1(average), reference, average.text() + "F1");
            is(added(new MultiLabelF1(average), reference, p).value(), reference, average.text() + "F1");
        }
        is(added(new ExactMatch(), reference, p).value(), reference, "exactMatch");
        is(added(new HammingLoss(), reference, p).value(), reference, "hammingLoss");
        is(added(new RocAuc(), reference, p).value(), reference, "rocAucMacro");
    }

    @ParameterizedTest
    @MethodSource("regression")
    void ofValues(Reference reference) {
        is(added(new R2(), reference, "predicted").value(), reference, "r2");
        is(added(new Rmse(), reference, "predicted").value(), reference, "rmse");
        is(added(new Mae(), reference, "predicted").value(), reference, "mae");
        is(added(new ExplainedVariance(), reference, "predicted").value(), reference, "explainedVariance");
    }
}
