package dev.inercia.examples;

import dev.inercia.optim.schedule.ConstantRate;
import dev.inercia.optim.schedule.Cosine;
import dev.inercia.optim.schedule.CosineRestarts;
import dev.inercia.optim.schedule.Exponential;
import dev.inercia.optim.schedule.InverseSquareRoot;
import dev.inercia.optim.schedule.MultiStep;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.optim.schedule.Polynomial;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.optim.schedule.Sequence;
import dev.inercia.optim.schedule.StepDecay;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plots all schedules over thirty epochs, and the momentum of the one-cycle schedule. */
@Command(name = "plot-schedules", description = "Plots of all schedules over thirty epochs.", sortOptions = false)
public final class PlotSchedules implements Callable<Integer> {

    private static final double EPOCHS = 30;
    private static final int POINTS = 601;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-report",
            description = "Where the plots go, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new PlotSchedules(), args);
    }

    @Override
    public Integer call() {
        run(out);
        return 0;
    }

    /** Saves the plots, prints their paths and returns them. */
    static List<LinePlot> run(Path out) {
        OneCycle oneCycle = new OneCycle(EPOCHS);
        List<LinePlot> plots = List.of(
                factors("schedules-falling", "Schedules that fall", falling()),
                factors("schedules-steps", "Schedules that drop", dropping()),
                factors("schedules-rising", "Schedules that also rise", rising(oneCycle)),
                plot(
                        "schedules-momentum",
                        "The momentum of one-cycle",
                        "momentum",
                        List.of(line("OneCycle", 0, oneCycle.momenta(EPOCHS, POINTS)))));
        plots.forEach(plot -> Pictures.save(plot, out));
        return plots;
    }

    private static Map<String, Schedule> falling() {
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        schedules.put("ConstantRate(1)", new ConstantRate(1));
        schedules.put("InverseSquareRoot(3)", new InverseSquareRoot(3));
        schedules.put("Polynomial(30)", new Polynomial(EPOCHS));
        schedules.put("Cosine(30)", new Cosine(EPOCHS));
        schedules.put("Exponential(0.8)", new Exponential(0.8));
        schedules.put("Polynomial(30, 3, 0)", new Polynomial(EPOCHS, 3, 0));
        return schedules;
    }

    private static Map<String, Schedule> dropping() {
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        schedules.put("StepDecay(7, 0.5)", new StepDecay(7, 0.5));
        schedules.put("MultiStep.at(15, 25)", MultiStep.at(15, 25));
        return schedules;
    }

    private static Map<String, Schedule> rising(OneCycle oneCycle) {
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        schedules.put("OneCycle(30)", oneCycle);
        schedules.put("InverseSquareRoot(4), warm-up of 4", new InverseSquareRoot(4).warmUp(4));
        schedules.put("CosineRestarts(4, 2)", new CosineRestarts(4, 2));
        schedules.put(
                "ConstantRate(0.7) for 14, then Polynomial(16)",
                Sequence.of(new ConstantRate(0.7), 14).then(new Polynomial(16), 16));
        return schedules;
    }

    private static LinePlot factors(String name, String title, Map<String, Schedule> schedules) {
        List<Line> lines = new ArrayList<>();
        schedules.forEach((label, schedule) -> lines.add(line(label, lines.size(), schedule.factors(EPOCHS, POINTS))));
        return plot(name, title, "factor on the learning rate", lines);
    }

    private static LinePlot plot(String name, String title, String yTitle, List<Line> lines) {
        return new LinePlot(name, title, Axis.linear("epochs"), Axis.linear(yTitle), lines);
    }

    private static Line line(String label, int style, double[] values) {
        double[] times = IntStream.range(0, values.length)
                .mapToDouble(i -> EPOCHS * i / (values.length - 1))
                .toArray();
        return new Line(label, style, false, times, values);
    }
}
