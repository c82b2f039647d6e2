package dev.inercia.examples.report;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.plot.Chart.Axis;
import dev.inercia.examples.plot.Series;
import dev.inercia.examples.report.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Charts over epochs: a curve per label, with mean and spread over its seeds. */
final class Curves {

    private Curves() {}

    /** Accuracy on the test images, in percent. */
    static Chart accuracy(String name, String title, List<Run> runs) {
        List<Series> series = series(
                runs,
                run -> run.history().epochs().stream()
                        .map(epoch -> 100 * epoch.accuracy())
                        .toList());
        return new Chart(name, title, "epoch", "correct test images, %", Axis.LINEAR, Axis.LINEAR, series);
    }

    /** A curve for each label, of one number per epoch of a run. */
    static List<Series> series(List<Run> runs, Function<Run, List<Double>> numbers) {
        Map<String, List<List<Double>>> byLabel = new LinkedHashMap<>();
        for (Run run : runs) {
            byLabel.computeIfAbsent(run.label(), label -> new ArrayList<>()).add(numbers.apply(run));
        }
        List<Series> all = new ArrayList<>();
        byLabel.forEach((label, seeds) -> all.add(series(label, seeds)));
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
