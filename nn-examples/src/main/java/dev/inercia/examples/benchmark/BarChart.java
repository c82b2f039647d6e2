package dev.inercia.examples.benchmark;

import dev.inercia.plot.BarPlot;
import java.util.List;

/** A bar chart of standings: a group per work, a bar per contestant's median. */
final class BarChart {

    private BarChart() {}

    static BarPlot of(List<Standing> standings) {
        return new BarPlot(
                "benchmark",
                "Median time, and how many times ours",
                standings.stream().map(BarChart::group).toList());
    }

    private static BarPlot.Group group(Standing standing) {
        return new BarPlot.Group(
                standing.work() + ". " + standing.title(),
                standing.results().stream().map(result -> bar(standing, result)).toList());
    }

    private static BarPlot.Bar bar(Standing standing, Result result) {
        double median = result.summary().median();
        String ratio = Table.ratio(standing.ratio(result));
        return new BarPlot.Bar(
                result.contestant(), median, Table.time(median) + (ratio.isEmpty() ? "" : " (" + ratio + ")"));
    }
}
