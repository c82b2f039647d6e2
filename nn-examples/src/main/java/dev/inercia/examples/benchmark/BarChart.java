package dev.inercia.examples.benchmark;

import dev.inercia.examples.plot.Bars;
import java.util.List;

/** A bar chart of standings: a group per work, a bar per contestant's median. */
final class BarChart {

    private BarChart() {}

    static Bars of(List<Standing> standings) {
        return new Bars(
                "benchmark",
                "Median time, and how many times ours",
                standings.stream().map(BarChart::group).toList());
    }

    private static Bars.Group group(Standing standing) {
        return new Bars.Group(
                standing.work() + ". " + standing.title(),
                standing.results().stream().map(result -> bar(standing, result)).toList());
    }

    private static Bars.Bar bar(Standing standing, Result result) {
        double median = result.summary().median();
        String ratio = Table.ratio(standing.ratio(result));
        return new Bars.Bar(
                result.contestant(), median, Table.time(median) + (ratio.isEmpty() ? "" : " (" + ratio + ")"));
    }
}
