package dev.inercia.examples.benchmark;

import dev.inercia.examples.report.output.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** Finds the contestants available on this machine. */
final class Contestants {

    private static final List<String> SCRIPTS =
            List.of("contestant.py", "pytorch.py", "scikit.py", "book.py", "tables.py");

    /** Keeps JavaCPP from freeing memory on garbage collection: a step of A took DL4J 0.75 ms instead of 1.75 ms. */
    private static final String DL4J_OPTION = "-Dorg.bytedeco.javacpp.nopointergc=true";

    private static final String PYTORCH = "python3-torch";
    private static final String FLUSH = "FLUSH_DENORMAL";

    private final List<Contestant> all = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final Path directory;
    private final List<String> pythons;
    private final boolean hasAvx512;
    private final int threads;
    private final List<Variant> variants;

    private Contestants(Path directory, Optional<String> python, boolean isHeldToAvx2, int threads) {
        this.directory = directory;
        this.threads = threads;
        pythons = python.map(List::of).orElse(List.of("python3", "/usr/bin/python3", "python"));
        hasAvx512 = !isHeldToAvx2 && hasAvx512();
        variants = Variant.toTry(threads, hasAvx512);
    }

    /**
     * Finds the available contestants.
     *
     * @param directory the directory for Python scripts and class archives
     * @param python the interpreter to use instead of those on the path
     * @param isHeldToAvx2 whether all contestants do without AVX-512
     * @param threads the most that each may use
     */
    static Contestants find(Path directory, Optional<String> python, boolean isHeldToAvx2, int threads) {
        Contestants found = new Contestants(directory, python, isHeldToAvx2, threads);
        found.addOurs();
        found.addDl4j();
        found.addOnnxRuntime(isHeldToAvx2);
        found.extractScripts();
        Set<Work> works = Work.ofPixels();
        List<Variant> inPython =
                found.variants.stream().map(Variant::keepingMemory).toList();
        found.addTorch();
        found.addPython("scikit-learn", "scikit.py", works, "python3-sklearn", inPython);
        found.addPython("the book, in batches (SGD)", "book.py", EnumSet.of(Work.A), "python3-numpy", inPython);
        if (isHeldToAvx2) {
            found.all.replaceAll(Contestant::heldToAvx2);
        }
        return found;
    }

    /**
     * scikit-learn, as {@code tables.py} runs it.
     *
     * @param directory the directory for Python scripts
     * @param python the interpreter to use instead of those on the path
     * @throws IllegalArgumentException if no interpreter can import it
     */
    static Contestant onTables(Path directory, Optional<String> python) {
        Contestants found = new Contestants(directory, python, false, 1);
        found.extractScripts();
        found.addPython(
                "scikit-learn",
                "tables.py",
                EnumSet.noneOf(Work.class),
                "python3-sklearn",
                List.of(Variant.threads(1)));
        return found.all.stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(String.join("; ", found.absent)));
    }

    List<Contestant> all() {
        return List.copyOf(all);
    }

    /** The missing contestants, and why. */
    List<String> absent() {
        return List.copyOf(absent);
    }

    private void addOurs() {
        String version = Machine.version();
        List<String> options = threads < Machine.cores() ? List.of("-Dinercia.threads=" + threads) : List.of();
        Variant usual = new Variant(threads == 1 ? "1 thread" : threads + " threads", Variant.PLAIN.environment());
        List<String> command = Jvm.command("Ours", options);
        all.add(new Contestant(Contestant.OURS, version, command, List.of(usual), EnumSet.allOf(Work.class))
                .startingAlike());
        if (threads > 1) {
            all.add(new Contestant(
                    Contestant.OURS + ", one thread",
                    version,
                    Jvm.command("Ours", List.of("-Dinercia.threads=1")),
                    List.of(new Variant("1 thread", Variant.PLAIN.environment())),
                    EnumSet.of(Work.A, Work.C)));
        }
        Set<Work> works = Work.ofPixels();
        works.remove(Work.F);
        all.add(new Contestant(Contestant.GEMMS, version, Jvm.command("Gemms", options), List.of(usual), works));
    }

    /** PyTorch and libtorch: the same library, with settings of the dense works, of convolutions, and of predicting. */
    private void addTorch() {
        List<Variant> dense = kept(Variant.toTryInPyTorch(threads, hasAvx512));
        List<Variant> training = kept(Variant.toTryOnImages(threads, hasAvx512, false));
        List<Variant> predicting = kept(Variant.toTryOnImages(threads, hasAvx512, true));
        Set<Work> predictions = EnumSet.of(Work.LP, Work.KP, Work.NP);
        Set<Work> trainings = EnumSet.of(Work.L, Work.K, Work.N);
        int before = all.size();
        addPython("PyTorch", "pytorch.py", Work.ofPixels(), PYTORCH, with(dense, FLUSH, "1"));
        if (all.size() > before) {
            addPython("PyTorch", "pytorch.py", trainings, PYTORCH, training);
            addPython("PyTorch", "pytorch.py", predictions, PYTORCH, predicting);
            Set<Work> small = EnumSet.of(Work.A, Work.B);
            addPython("PyTorch, without flush", "pytorch.py", small, PYTORCH, with(dense, FLUSH, "0"));
            List<Contestant> added = all.subList(before, all.size());
            added.replaceAll(Contestant::startingAlike);
        }
        addLibTorch(LibTorch.BYTEDECO, dense, training, predicting);
        Variant most = Variant.threads(threads).keepingMemory();
        List<Variant> inDjl = kept(Variant.toTry(threads, false));
        addLibTorch(LibTorch.DJL, inDjl, List.of(most), Variant.inBlocks(most));
    }

    private static List<Variant> kept(List<Variant> variants) {
        return variants.stream().map(Variant::keepingMemory).toList();
    }

    private void addLibTorch(LibTorch way, List<Variant> dense, List<Variant> training, List<Variant> predicting) {
        Optional<String> classPath = way.classPath();
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        Optional<String> absence = way.absence(classPath, platform);
        if (absence.isPresent()) {
            absent.add(absence.get());
            return;
        }
        List<String> command = way.command(classPath.get());
        try {
            String version = LibTorch.version(command);
            Map.of(
                            Work.ofPixels(), dense,
                            EnumSet.of(Work.L, Work.K, Work.N), training,
                            EnumSet.of(Work.LP, Work.KP, Work.NP), predicting)
                    .forEach((works, variants) ->
                            all.add(new Contestant(way.name(), version, command, variants, works, true)));
        } catch (IOException e) {
            absent.add(way.name() + ": it cannot be started: " + e.getMessage());
        }
    }

    private void addDl4j() {
        Optional<String> classPath = Jvm.dl4jClassPath();
        if (classPath.isEmpty()) {
            absent.add("DL4J: it takes part with the Maven profile -Pbenchmarks only");
            return;
        }
        addDl4j("DL4J", List.of(DL4J_OPTION), classPath.get(), Work.ofPixels());
        addDl4j("DL4J, without nopointergc", List.of(), classPath.get(), EnumSet.of(Work.A));
    }

    private void addDl4j(String name, List<String> options, String classPath, Set<Work> works) {
        String version = Nd4j.class.getPackage().getImplementationVersion();
        List<String> command = Jvm.command("Dl4j", options, classPath);
        all.add(new Contestant(name, version == null ? "1.0.0-M2.1" : version, command, variants, works));
    }

    /** It chooses instructions itself: it cannot be held to AVX2. */
    private void addOnnxRuntime(boolean isHeldToAvx2) {
        Optional<String> classPath = Jvm.dl4jClassPath();
        if (classPath.isEmpty() || isHeldToAvx2) {
            absent.add("ONNX Runtime: it takes part with the Maven profile -Pbenchmarks, and without --avx2, only");
            return;
        }
        all.add(new Contestant(
                "ONNX Runtime",
                Jvm.versionOf("onnxruntime", classPath.get()),
                Jvm.command("OnnxRuntime", List.of(), classPath.get()),
                Variant.toTry(threads, false),
                EnumSet.of(Work.D, Work.E, Work.LP, Work.KP, Work.NP),
                true));
    }

    /** Adds some Java contestants again, started from a class archive. */
    void addArchived(Predicate<Contestant> isWanted) {
        ClassArchive archive = new ClassArchive(directory);
        Map<String, String> packed = new HashMap<>(); // once each: an archive is void if a jar file has changed since
        for (Contestant contestant : List.copyOf(all)) {
            Optional<String> classPath = Jvm.classPathOf(contestant.command());
            if (classPath.isEmpty() || !contestant.works().contains(Work.F) || !isWanted.test(contestant)) {
                continue;
            }
            List<String> command = new ArrayList<>(contestant.command());
            try {
                String jars = packed.computeIfAbsent(classPath.get(), archive::packed);
                command.replaceAll(word -> word.equals(classPath.get()) ? jars : word);
                List<String> once = new ArrayList<>(command);
                once.addAll(Work.F.arguments(""));
                command.add(1, archive.make(contestant.name(), once));
            } catch (UncheckedIOException e) {
                absent.add(contestant.name() + ", archived classes: " + e.getMessage());
                continue;
            }
            all.add(new Contestant(
                    contestant.name() + ", archived classes",
                    contestant.version(),
                    command,
                    contestant.variants(),
                    EnumSet.of(Work.F)));
        }
    }

    private static List<Variant> with(List<Variant> variants, String name, String value) {
        return variants.stream().map(variant -> variant.with(name, value)).toList();
    }

    private void addPython(String name, String script, Set<Work> works, String debian, List<Variant> settings) {
        String path = directory.resolve(script).toString();
        for (String python : pythons) {
            Optional<String> version = version(python, path);
            if (version.isPresent()) {
                all.add(new Contestant(name, version.get(), List.of(python, path), settings, works));
                return;
            }
        }
        absent.add(name + ": none of " + String.join(", ", pythons) + " can import it (Debian: " + debian
                + "; another interpreter: --python)");
    }

    private static Optional<String> version(String python, String script) {
        try {
            Process process = new ProcessBuilder(python, script, "version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String version = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? Optional.of(version) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no such interpreter
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void extractScripts() {
        for (String script : SCRIPTS) {
            try (InputStream in = Contestants.class.getResourceAsStream(script)) {
                Files.copy(in, directory.resolve(script));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean hasAvx512() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .limit(1)
                    .anyMatch(line -> List.of(line.split("\\s+")).contains("avx512vl"));
        } catch (IOException e) {
            return false; // not Linux
        }
    }
}
