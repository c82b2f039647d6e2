package dev.inercia.train.page;

import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.plot.Scale;
import dev.inercia.train.Epoch;
import dev.inercia.train.Measure;
import dev.inercia.train.page.Curves.Labelled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Plots over epochs: the loss, and each metric. */
final class EpochPlots {

    static final String VALIDATION = ", validation";

    private EpochPlots() {}

    static List<LinePlot> of(List<Labelled> labelled) {
        List<LinePlot> plots = new ArrayList<>();
        plots.add(plot("loss", "Loss", Scale.AUTOMATIC, labelled, Epoch::loss, Epoch::validationLoss));
        for (String name : metrics(labelled)) {
            plots.add(plot(
                    "metric-" + plots.size(),
                    Html.sentence(name),
                    Scale.LINEAR,
                    labelled,
                    epoch -> epoch.measure(name).map(Measure::training).orElse(Double.NaN),
                    epoch -> epoch.measure(name).map(Measure::validation).orElse(Double.NaN)));
        }
        return plots;
    }

    private static List<String> metrics(List<Labelled> labelled) {
        return labelled.stream()
                .flatMap(each -> each.histories().stream())
                .flatMap(history -> history.epochs().stream())
                .flatMap(epoch -> epoch.measures().stream())
                .map(Measure::name)
                .distinct()
                .toList();
    }

    private static LinePlot plot(
            String name,
            String title,
            Scale scale,
            List<Labelled> labelled,
            ToDoubleFunction<Epoch> training,
            ToDoubleFunction<Epoch> validation) {
        List<Line> lines = new ArrayList<>();
        boolean isValidated = labelled.stream().anyMatch(each -> has(each, validation));
        for (int i = 0; i < labelled.size(); i++) {
            Labelled each = labelled.get(i);
            if (has(each, training)) {
                lines.add(line(each, i, ", training", isValidated, training));
            }
        }
        for (int i = 0; i < labelled.size(); i++) {
            Labelled each = labelled.get(i);
            if (has(each, validation)) {
                lines.add(line(each, i, VALIDATION, false, validation));
            }
        }
        return new LinePlot(name, title, "epoch", scale, lines);
    }

    /** A value that is NaN in every epoch was not measured. */
    private static boolean has(Labelled each, ToDoubleFunction<Epoch> value) {
        return each.histories().stream()
                .flatMap(history -> history.epochs().stream())
                .anyMatch(epoch -> !Double.isNaN(value.applyAsDouble(epoch)));
    }

    private static Line line(Labelled each, int style, String part, boolean isDashed, ToDoubleFunction<Epoch> value) {
        int epochs = each.histories().stream()
                .mapToInt(history -> history.epochs().size())
                .min()
                .orElse(0);
        int seeds = each.histories().size();
        double[] x = new double[epochs];
        double[] mean = new double[epochs];
        double[] deviation = new double[seeds > 1 ? epochs : 0];
        for (int i = 0; i < epochs; i++) {
            int index = i;
            double[] values = each.histories().stream()
                    .mapToDouble(history -> value.applyAsDouble(history.epochs().get(index)))
                    .toArray();
            x[i] = each.histories().get(0).epochs().get(i).number();
            mean[i] = mean(values);
            if (seeds > 1) {
                deviation[i] = deviation(values, mean[i]);
            }
        }
        return new Line(each.label() + part, style, isDashed, x, mean, deviation);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Of a sample, with n - 1. */
    private static double deviation(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
