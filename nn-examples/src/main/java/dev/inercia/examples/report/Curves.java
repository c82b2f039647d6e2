package dev.inercia.examples.report;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.plot.Chart.Axis;
import dev.inercia.examples.plot.Series;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.text.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Charts over epochs: a curve per label, with mean and spread over its seeds. */
final class Curves {

    private Curves() {}

    /** The error on the test images, in percent, on a logarithmic axis, which shows differences near 0. */
    static Chart errors(String name, String title, List<Run> runs, Messages messages) {
        List<Series> series = series(
                runs,
                run -> run.history().epochs().stream()
                        .map(epoch -> 100 * (1 - epoch.accuracy()))
                        .toList(),
                messages);
        return new Chart(
                name,
                title,
                messages.text("chart.epoch"),
                messages.text("chart.error"),
                Axis.LINEAR,
                Axis.LOGARITHMIC,
                series);
    }

    /** A chart of errors for each of the book's starts. */
    static List<Chart> errorsByStart(String id, Evidence evidence, Messages messages) {
        List<Chart> charts = new ArrayList<>();
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
    static List<Series> series(List<Run> runs, Function<Run, List<Double>> numbers, Messages messages) {
        Map<String, List<List<Double>>> byLabel = new LinkedHashMap<>();
        for (Run run : runs) {
            byLabel.computeIfAbsent(run.label(), label -> new ArrayList<>()).add(numbers.apply(run));
        }
        List<Series> all = new ArrayList<>();
        byLabel.forEach((label, seeds) -> all.add(series(messages.label(label), seeds)));
        return all;
    }

    private static Series series(String label, List<List<Double>> seeds) {
        // A training that stopped early has fewer epochs; the curve ends with the shortest.
        int epochs = seeds.stream().mapToInt(List::size).min().orElse(0);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Double> spread = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            int index = epoch;
            Sample sample = new Sample(
                    seeds.stream().mapToDouble(numbers -> numbers.get(index)).toArray());
            x.add(epoch + 1.0);
            y.add(sample.mean());
            spread.add(sample.deviation());
        }
        return new Series(label, x, y, seeds.size() > 1 ? spread : List.of());
    }
}
