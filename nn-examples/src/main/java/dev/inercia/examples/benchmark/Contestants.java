package dev.inercia.examples.benchmark;

import dev.inercia.examples.report.Machine;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** Finds the contestants available on this machine. */
final class Contestants {

    private static final String PACKAGE = Contestants.class.getPackageName() + ".";
    private static final List<String> SCRIPTS = List.of("contestant.py", "pytorch.py", "scikit.py", "book.py", "tables.py");

    /** Keeps JavaCPP from freeing memory on garbage collection: a step of A took DL4J 0.75 ms instead of 1.75 ms. */
    private static final String DL4J_OPTION = "-Dorg.bytedeco.javacpp.nopointergc=true";

    private final List<Contestant> all = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final Path directory;
    private final List<String> pythons;
    private final List<Variant> variants;

    private Contestants(Path directory, Optional<String> python) {
        this.directory = directory;
        pythons = python.map(List::of).orElse(List.of("python3", "/usr/bin/python3", "python"));
        variants = Variant.toTry(Machine.cores(), hasAvx512());
    }

    /**
     * Finds the available contestants.
     *
     * @param directory the directory for Python scripts and class archives
     * @param python the interpreter to use instead of those on the path
     */
    static Contestants find(Path directory, Optional<String> python) {
        Contestants found = new Contestants(directory, python);
        found.addOurs();
        found.addDl4j();
        found.extractScripts();
        Set<Work> works = EnumSet.allOf(Work.class);
        List<Variant> inPython =
                found.variants.stream().map(Variant::keepingMemory).toList();
        found.addPython("PyTorch", "pytorch.py", works, "python3-torch", with(inPython, "FLUSH_DENORMAL", "1"));
        found.addPython(
                "PyTorch, without flush",
                "pytorch.py",
                EnumSet.of(Work.A, Work.B),
                "python3-torch",
                with(inPython, "FLUSH_DENORMAL", "0"));
        found.addPython("scikit-learn", "scikit.py", works, "python3-sklearn", inPython);
        found.addPython("the book, in batches (SGD)", "book.py", EnumSet.of(Work.A), "python3-numpy", inPython);
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
        Contestants found = new Contestants(directory, python);
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
        int cores = Machine.cores();
        Variant usual = new Variant(cores == 1 ? "1 thread" : cores + " threads", Variant.PLAIN.environment());
        all.add(new Contestant(
                Contestant.OURS, version, java("Ours", List.of()), List.of(usual), EnumSet.allOf(Work.class)));
        if (cores > 1) {
            all.add(new Contestant(
                    Contestant.OURS + ", one thread",
                    version,
                    java("Ours", List.of("-Dinercia.threads=1")),
                    List.of(new Variant("1 thread", Variant.PLAIN.environment())),
                    EnumSet.of(Work.A, Work.C)));
        }
        all.add(new Contestant(
                Contestant.GEMMS,
                version,
                java("Gemms", List.of()),
                List.of(usual),
                EnumSet.complementOf(EnumSet.of(Work.F))));
    }

    private void addDl4j() {
        try {
            Class.forName(PACKAGE + "Dl4j", false, Contestants.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            absent.add("DL4J: it is on the class path with the Maven profile -Pbenchmarks only");
            return;
        }
        addDl4j("DL4J", List.of(DL4J_OPTION), EnumSet.allOf(Work.class));
        addDl4j("DL4J, without nopointergc", List.of(), EnumSet.of(Work.A));
    }

    private void addDl4j(String name, List<String> options, Set<Work> works) {
        String version = Nd4j.class.getPackage().getImplementationVersion();
        all.add(new Contestant(name, version == null ? "1.0.0-M2.1" : version, java("Dl4j", options), variants, works));
    }

    /** Adds some Java contestants again, started from a class archive. */
    void addArchived(Predicate<Contestant> isWanted) {
        ClassArchive archive = new ClassArchive(directory);
        String packed;
        try {
            packed = archive.packed(classPath()); // once: an archive is void if a jar file has changed since
        } catch (UncheckedIOException e) {
            absent.add("archived classes: " + e.getMessage());
            return;
        }
        for (Contestant contestant : List.copyOf(all)) {
            if (!contestant.command().contains(classPath())
                    || !contestant.works().contains(Work.F)
                    || !isWanted.test(contestant)) {
                continue;
            }
            List<String> command = new ArrayList<>(contestant.command());
            command.replaceAll(word -> word.equals(classPath()) ? packed : word);
            try {
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

    /** The command for a JVM like this one. */
    static List<String> java(String mainClass, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dorg.nd4j.log.initialization=false", "-cp", classPath(), PACKAGE + mainClass));
        return command;
    }

    /** Within Maven the classes come from Maven's own loader, and the JVM's class path is that of Maven. */
    private static String classPath() {
        if (Contestants.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(Contestants::path)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
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
