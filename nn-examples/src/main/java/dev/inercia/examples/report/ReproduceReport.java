package dev.inercia.examples.report;

import dev.inercia.examples.Console;
import dev.inercia.examples.Digits;
import dev.inercia.examples.report.output.Checksum;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.examples.report.output.OutputDirectory;
import dev.inercia.examples.report.output.ReportFiles;
import dev.inercia.examples.report.text.Messages;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: reproduces the report's experiments and compares them with its claims. */
@Command(
        name = "reproduce-report",
        description = "Reproduces the report's tables and figures, and says which of its claims hold.",
        versionProvider = ReproduceReport.Version.class,
        sortOptions = false)
public final class ReproduceReport implements Callable<Integer> {

    /** In the report's order. */
    static final List<ReportExperiment> EXPERIMENTS = List.of(
            new Timing(), new Fig1(), new Table1(), new RmsPropRun(), new Fig2(), new Fig3(), new CostComparison());

    private static final String LIBRARY_LOG = "org.slf4j.simpleLogger.log.dev.inercia";

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Experiments, separated by commas: ${COMPLETION-CANDIDATES}. By default all.",
            completionCandidates = Ids.class)
    private List<String> only;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of every run, instead of each one's own.")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seeds of the first round, by default ${DEFAULT-VALUE}; what is left of the time adds others.")
    private int repeats;

    @Option(
            names = "--time",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Time for all of it, by default ${DEFAULT-VALUE}: more of it decides more claims."
                    + " 0: only the first round, without a limit.")
    private double seconds;

    @Option(
            names = "--looks",
            paramLabel = "FILE",
            description = "A results.json whose runs to repeat, seed by seed, for the same verdicts however long it"
                    + " takes.")
    private Path looks;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "Language of the page: en or es, by default ${DEFAULT-VALUE}.")
    private String language;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-report",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Trainings at the same time, by default one a core.")
    private Integer threads;

    @Mixin
    private Console.DataOptions data;

    @Option(names = "--version", versionHelp = true, description = "Shows the version.")
    private boolean version;

    /** Exits with 2 on a bad argument, with 1 if an experiment did not finish. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0 && code != Session.INTERRUPTED) { // an interrupted JVM is exiting already
            System.exit(code);
        }
    }

    /** The main method of one experiment. */
    static void only(ReportExperiment experiment, String[] args) {
        main(Stream.concat(Stream.of("--only", experiment.id()), Arrays.stream(args))
                .toArray(String[]::new));
    }

    /** Runs it and returns the exit code. */
    static int run(String... args) {
        quietLibrary();
        return Console.run(new ReproduceReport(), args);
    }

    /** Progress shows the library's warnings together with their training, and so does the page. */
    static void quietLibrary() {
        if (System.getProperty(LIBRARY_LOG) == null) {
            System.setProperty(LIBRARY_LOG, "error");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        List<ReportExperiment> experiments = experiments();
        Console.requireAtLeastOne("--epochs", epochs);
        Console.requireAtLeastOne("--repeats", repeats);
        Console.requireAtLeastOne("--threads", threads);
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("--time must be at least 0, but is " + seconds);
        }
        Messages messages = Messages.in(language);
        Optional<Recorded> recorded = Optional.ofNullable(looks).map(Recorded::read);
        Digits digits = data.load();
        recorded.ifPresent(record -> record.require(Checksum.of(digits.training(), digits.test())));
        Path directory = OutputDirectory.create(out, LocalDateTime.now());
        Session session = new Session(
                digits,
                new Settings(
                        recorded.map(record -> record.of(experiments)).orElse(experiments),
                        recorded.map(Recorded::epochs).orElse(epochs),
                        recorded.map(Recorded::seed).orElse(seed),
                        repeats,
                        threads == null ? Machine.cores() : threads,
                        seconds,
                        recorded,
                        messages),
                System.out);
        return session.run(report -> ReportFiles.write(report, directory), directory.resolve("index.html"));
    }

    private List<ReportExperiment> experiments() {
        if (only == null) {
            return EXPERIMENTS;
        }
        Map<String, ReportExperiment> known =
                EXPERIMENTS.stream().collect(Collectors.toMap(ReportExperiment::id, Function.identity()));
        for (String id : only) {
            if (!known.containsKey(id)) {
                throw new IllegalArgumentException(
                        "--only: there is no experiment '" + id + "'; there are " + String.join(", ", ids()));
            }
        }
        return EXPERIMENTS.stream()
                .filter(experiment -> only.contains(experiment.id()))
                .toList();
    }

    private static List<String> ids() {
        return EXPERIMENTS.stream().map(ReportExperiment::id).toList();
    }

    /** The experiments' ids, for the help. */
    static final class Ids implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return ids().iterator();
        }
    }

    /** The version that the build wrote. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"Inercia " + Machine.version()};
        }
    }
}
