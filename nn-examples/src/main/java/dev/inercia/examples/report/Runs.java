package dev.inercia.examples.report;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.plot.Chart.Axis;
import dev.inercia.examples.plot.Series;
import dev.inercia.examples.report.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What experiments ask of their runs. */
final class Runs {

    private Runs() {}

    /** Those of one label, one for each seed. */
    static List<Run> of(List<Run> runs, String label) {
        return runs.stream().filter(run -> run.label().equals(label)).toList();
    }

    /** Those of each label, in order. */
    static Map<String, List<Run>> byLabel(List<Run> runs) {
        return runs.stream().collect(Collectors.groupingBy(Run::label, LinkedHashMap::new, Collectors.toList()));
    }

    /** Seconds of training, mean over the runs. */
    static double trainingSeconds(List<Run> runs) {
        return runs.stream()
                .mapToDouble(run -> run.history().trainingSeconds())
                .average()
                .orElseThrow();
    }

    /** Accuracy by epoch, a curve for each label, with the spread over seeds. */
    static Chart accuracyChart(String name, String title, List<Run> runs) {
        List<Series> series = new ArrayList<>();
        byLabel(runs).forEach((label, same) -> {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            List<Double> spread = new ArrayList<>();
            for (int epoch = 1; epoch <= same.get(0).history().epochs().size(); epoch++) {
                Score score = Score.after(same, epoch);
                x.add((double) epoch);
                y.add(score.mean());
                spread.add(score.spread());
            }
            series.add(new Series(label, x, y, same.size() > 1 ? spread : List.of()));
        });
        return new Chart(name, title, "epoch", "correct test images, %", Axis.LINEAR, Axis.LINEAR, series);
    }

    /** Accuracy by epoch of some of the runs. */
    static Chart accuracyChart(String name, String title, List<Run> runs, Predicate<Run> which) {
        return accuracyChart(name, title, runs.stream().filter(which).toList());
    }
}
