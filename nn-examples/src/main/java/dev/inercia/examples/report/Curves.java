package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Charts over epochs: a curve per label, with mean and spread over its seeds. */
final class Curves {

    private Curves() {}

    /** The error on the test images, in percent, on a logarithmic axis, which shows differences near 0. */
    static LinePlot errors(String name, String title, List<Run> runs, Messages messages) {
        List<Line> lines = lines(
                runs,
                run -> run.history().epochs().stream()
                        .map(epoch -> 100 * (1 - epoch.accuracy()))
                        .toList(),
                messages);
        return new LinePlot(
                name,
                title,
                Axis.linear(messages.text("chart.epoch")),
                Axis.logarithmic(messages.text("chart.error")),
                lines);
    }

    /** A chart of errors for each of the book's starts. */
    static List<LinePlot> errorsByStart(String id, Evidence evidence, Messages messages) {
        List<LinePlot> charts = new ArrayList<>();
        for (Start start : Setups.STARTS) {
            List<Run> runs = evidence.runs().stream()
                    .filter(run -> run.setup().start() == start)
                    .toList();
            String title = messages.text(id + ".title") + ", " + messages.text(Setups.key(start));
            String name = start == Start.SCALED ? id : id + "-normal";
            charts.add(errors(name, title, runs, messages));
        }
        return charts;
    }

    /** A curve for each label, of one number per epoch of a run. */
    static List<Line> lines(List<Run> runs, Function<Run, List<Double>> numbers, Messages messages) {
        Map<String, List<List<Double>>> byLabel = new LinkedHashMap<>();
        for (Run run : runs) {
            byLabel.computeIfAbsent(run.label(), label -> new ArrayList<>()).add(numbers.apply(run));
        }
        List<Line> all = new ArrayList<>();
        byLabel.forEach((label, seeds) -> all.add(line(messages.label(label), all.size(), seeds)));
        return all;
    }

    private static Line line(String label, int style, List<List<Double>> seeds) {
        // A training that stopped early has fewer epochs; the line ends with the shortest.
        int epochs = seeds.stream().mapToInt(List::size).min().orElse(0);
        double[] x = new double[epochs];
        double[] y = new double[epochs];
        double[] spread = new double[seeds.size() > 1 ? epochs : 0];
        for (int epoch = 0; epoch < epochs; epoch++) {
            int index = epoch;
            Sample sample = new Sample(
                    seeds.stream().mapToDouble(numbers -> numbers.get(index)).toArray());
            x[epoch] = epoch + 1;
            y[epoch] = sample.mean();
            if (spread.length > 0) {
                spread[epoch] = sample.deviation();
            }
        }
        return new Line(label, style, false, x, y, spread);
    }
}
