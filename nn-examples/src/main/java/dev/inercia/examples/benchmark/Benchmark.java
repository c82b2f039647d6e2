package dev.inercia.examples.benchmark;

import dev.inercia.examples.Console;
import dev.inercia.examples.Digits;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.examples.report.output.OutputDirectory;
import dev.inercia.nn.tensor.Products;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares the speed of Inercia and other libraries in one run: the same data, shapes and order of batches, each in
 * its own process, taking turns round by round.
 */
@Command(
        name = "benchmark",
        description =
                "Measures Inercia, PyTorch, libtorch, ONNX Runtime, DL4J, scikit-learn and the book's program side by"
                        + " side.",
        sortOptions = false)
public final class Benchmark implements Callable<Integer> {

    private static final int QUICK_ROUNDS = 3;
    private static final String SOAK_OPTION = "-Xmn8m";

    @Mixin
    private Console.DataOptions data;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WORK",
            description = "Which works, of ${COMPLETION-CANDIDATES}; all by default.")
    private List<Work> only;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Rounds, by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--quick", description = "Only " + QUICK_ROUNDS + " rounds: a first impression.")
    private boolean quick;

    @Option(
            names = "--contestants",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Only those whose names begin with one of these: inercia, dl4j, libtorch, onnx, pytorch, scikit, \"the"
                            + " book\", \"its gemms\".")
    private List<String> names;

    @Option(names = "--avx2", description = "Holds everybody to AVX2, which is what most laptops have.")
    private boolean avx2;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The most threads that each may use; by default one for each core.")
    private Integer threads;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "The Python interpreter; by default the first that can import what is needed of those on the"
                    + " path.")
    private String python;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-benchmark",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--profile", description = "Instead: where the time of a step of A and of C goes.")
    private boolean profile;

    @Option(
            names = "--soak",
            arity = "0..1",
            fallbackValue = "1000000",
            paramLabel = "STEPS",
            description =
                    "Instead: trains A for this many steps (${FALLBACK-VALUE} if not given) and watches its memory.")
    private Long soak;

    @Option(
            names = "--jvm",
            split = " ",
            paramLabel = "OPTIONS",
            description = "Options of the JVM that --soak or --profile runs in; by default none for --profile, and for"
                    + " --soak " + SOAK_OPTION
                    + ", a small young generation: the heap's own growth hides what else grows.")
    private List<String> jvm;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new Benchmark(), args);
    }

    @Override
    public Integer call() throws IOException {
        Console.requireAtLeastOne("--rounds", rounds);
        if (threads != null) {
            Console.requireAtLeastOne("--threads", threads);
        }
        if (soak != null && soak < 1) {
            throw new IllegalArgumentException("--soak must be at least 1, but is " + soak);
        }
        if (profile && only != null && !Work.ofPixels().containsAll(only)) {
            throw new IllegalArgumentException("--profile shows the parts of a step of dense layers: A to E");
        }
        if (profile && only != null && only.contains(Work.F)) {
            throw new IllegalArgumentException("--profile shows the parts of a step, and F is a start: leave it out");
        }
        Set<Work> works = only == null ? EnumSet.allOf(Work.class) : EnumSet.copyOf(only);
        Digits digits = data.load();
        Path directory = Files.createTempDirectory("inercia-benchmark");
        try {
            SharedFiles.write(directory, digits.training(), digits.test());
            if (soak != null) {
                List<String> arguments = List.of(directory.toString(), Long.toString(soak));
                return run("Soak", arguments, jvm == null ? List.of(SOAK_OPTION) : jvm);
            }
            if (profile) {
                return profile(only == null ? EnumSet.of(Work.A, Work.C) : works, directory);
            }
            compete(works, digits, directory);
        } finally {
            delete(directory);
        }
        return 0;
    }

    private int profile(Set<Work> works, Path directory) throws IOException {
        for (Work work : works) {
            System.out.println("\n" + work + ". " + work.title());
            int code = run("Profile", work.arguments(directory.toString()), jvm == null ? List.of() : jvm);
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }

    /** Runs a main class in its own process, like a user's program. */
    private int run(String mainClass, List<String> arguments, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(Jvm.command(mainClass, options));
        if (avx2) {
            command.add(1, Jvm.AVX2);
        }
        command.addAll(arguments);
        System.out.println(Machine.description() + ", " + Machine.cores() + " cores, " + Machine.java()
                + (options.isEmpty() ? "" : ", " + String.join(" ", options)));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            if (avx2) {
                builder.environment().putAll(Variant.AVX2);
            }
            return builder.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void compete(Set<Work> works, Digits digits, Path directory) {
        Contestants found = Contestants.find(directory, Optional.ofNullable(python), avx2, threads());
        if (works.contains(Work.F)) {
            found.addArchived(this::isChosen);
        }
        System.out.println(Machine.description() + ", " + Machine.cores() + " cores, " + Machine.java());
        System.out.println("Products: " + Products.libraries() + (avx2 ? "; everybody held to AVX2" : "")
                + (threads() < Machine.cores() ? "; threads of each: " + threads() : ""));
        System.out.println("Data: " + digits.source());
        found.absent().forEach(line -> System.out.println("absent: " + line));
        Match match = new Match(
                directory, digits.training().size(), quick ? QUICK_ROUNDS : rounds, line -> System.err.println(line));
        List<Standing> standings = new ArrayList<>();
        for (Work work : works) {
            List<Contestant> contestants = found.all().stream()
                    .filter(contestant -> contestant.works().contains(work) && isChosen(contestant))
                    .toList();
            Standing standing = match.play(work, contestants);
            standings.add(standing);
            System.out.println("\n" + Table.of(standing));
        }
        Document document = new Document(
                OffsetDateTime.now().toString(),
                Machine.description(),
                Machine.cores(),
                Machine.java(),
                Products.libraries(),
                avx2 ? "AVX2" : "all",
                digits.source(),
                found.absent(),
                standings);
        write(document);
    }

    private int threads() {
        return threads == null ? Machine.cores() : Math.min(threads, Machine.cores());
    }

    private boolean isChosen(Contestant contestant) {
        String name = contestant.name().toLowerCase(Locale.ROOT);
        return names == null || names.stream().anyMatch(start -> name.startsWith(start.toLowerCase(Locale.ROOT)));
    }

    private void write(Document document) {
        Path run = OutputDirectory.create(out, LocalDateTime.now());
        try {
            Files.writeString(run.resolve("results.json"), document.toJson());
            BarChart.of(document.standings()).save(run.resolve("benchmark.svg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println("Written to " + run.toAbsolutePath());
    }

    /** Deletes a directory with its content. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
