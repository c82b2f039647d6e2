package dev.inercia.examples;

import dev.inercia.examples.compare.Contender;
import dev.inercia.examples.compare.Contender.Family;
import dev.inercia.examples.compare.Measured;
import dev.inercia.examples.compare.ResultTable;
import dev.inercia.examples.compare.Tournament;
import dev.inercia.examples.compare.Tournament.Rate;
import dev.inercia.examples.compare.Tournament.Trained;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares all optimizers on the digit network, each at the best learning rate found for it. */
@Command(
        name = "compare-optimizers",
        description = "All optimizers on 784-30-10, each at the learning rate that does best on the validation images:"
                + " accuracy, time and memory, as a table and plots.",
        sortOptions = false)
public final class CompareOptimizers implements Callable<Integer> {

    @Mixin
    private Console.DataOptions data;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "15",
            description = "Epochs of every training, by default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--search-epochs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Epochs of the trainings that choose a learning rate, by default ${DEFAULT-VALUE}.")
    private int searchEpochs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Trains with this many seeds and reports means; by default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-report",
            description = "Where plots and tables go, by default ${DEFAULT-VALUE}.")
    private Path out;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new CompareOptimizers(), args);
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--epochs", epochs);
        Console.requireAtLeastOne("--search-epochs", searchEpochs);
        Console.requireAtLeastOne("--seeds", seeds);
        Digits digits = data.load();
        System.out.println("Data: " + digits.source() + "\n");
        Tournament tournament =
                new Tournament(digits.training(), digits.validation(), epochs, searchEpochs, seed, seeds);
        run(tournament, digits, Contender.all(), out);
        return 0;
    }

    /** Compares, prints and plots. Returns one row per optimizer. */
    static List<Measured> run(Tournament tournament, Digits digits, List<Contender> contenders, Path out) {
        Map<Contender, Rate> rates = tournament.findRates(contenders);
        System.out.println("\nEach at its best of 7 rates after " + tournament.searchEpochs() + " epochs, "
                + tournament.seeds() + " seeds:\n");
        Map<Contender, Trained> trained = tournament.train(rates);
        System.out.println("\nTiming, one at a time ...\n");
        Map<Contender, Double> times = tournament.time(rates);
        List<Measured> rows = contenders.stream()
                .map(contender -> new Measured(
                        contender,
                        rates.get(contender).learningRate(),
                        rates.get(contender).atEdge(),
                        trained.get(contender).histories(),
                        trained.get(contender).accuracies(digits.test()),
                        times.get(contender),
                        tournament.bytesPerParameter(contender)))
                .toList();
        write(rows, tournament, digits, out);
        return rows;
    }

    private static void write(List<Measured> rows, Tournament tournament, Digits digits, Path out) {
        ResultTable table = new ResultTable(tournament.epochs(), rows);
        System.out.println(table.markdown());
        System.out.printf(
                Locale.ROOT,
                "Per cent of %,d validation images, and in the end of %,d test images, means over %d seeds; the learning"
                        + " rate that did best on the validation images after %d epochs; a whole step, alone; bytes for"
                        + " each parameter.%n",
                digits.validation().size(),
                digits.test().size(),
                tournament.seeds(),
                tournament.searchEpochs());
        rows.stream()
                .filter(Measured::atEdge)
                .forEach(row -> System.out.println(row.contender() + ": " + row.learningRate()
                        + " was the lowest or highest rate that was tried; there may be better ones beyond."));
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve("optimizers.md"), table.markdown());
            Files.writeString(out.resolve("optimizers.csv"), table.csv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Family family : Family.values()) {
            List<Line> lines = new ArrayList<>();
            rows.stream()
                    .filter(row -> row.contender().family() == family
                            || row.contender().name().equals(Contender.REFERENCE))
                    .forEach(row -> lines.add(line(row, tournament.epochs(), lines.size())));
            String name = "optimizers-" + family.name().toLowerCase(Locale.ROOT);
            Pictures.save(
                    new LinePlot(
                            name,
                            family.title() + ", each at its own best learning rate",
                            Axis.linear("epoch"),
                            Axis.logarithmic("wrong validation images, %"),
                            lines),
                    out);
        }
        System.out.println("Data: " + digits.source());
    }

    private static Line line(Measured row, int epochs, int style) {
        return new Line(
                row.contender() + " at " + row.learningRate(),
                style,
                false,
                IntStream.rangeClosed(1, epochs).asDoubleStream().toArray(),
                IntStream.rangeClosed(1, epochs)
                        .mapToDouble(epoch -> 100 * (1 - row.validation(epoch)))
                        .toArray());
    }
}
