package dev.inercia.examples.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A way from Java to libtorch. Each has a class path of its own, which the Maven profile resolves.
 *
 * @param name the contestant's name
 * @param mainClass its main class
 * @param options of its JVM
 */
record LibTorch(String name, String mainClass, List<String> options) {

    /** The only platform that the profile brings natives for. */
    static final String PLATFORM = "Linux amd64";

    private static final String CACHE = "cache";

    static final LibTorch BYTEDECO = new LibTorch(
            "libtorch (bytedeco)",
            "Bytedeco",
            List.of("-Dorg.bytedeco.javacpp.nopointergc=true", "-Dorg.bytedeco.javacpp.cachedir=" + CACHE));

    static final LibTorch DJL = new LibTorch(
            "libtorch (DJL)",
            "Djl",
            List.of("-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true", "-DDJL_CACHE_DIR=" + CACHE));

    /** The class path that the profile made; empty without the profile. */
    Optional<String> classPath() {
        return Jvm.resource(mainClass.toLowerCase(Locale.ROOT) + ".classpath");
    }

    /** Its command; its natives are unpacked beside its classes. */
    List<String> command(String classPath) {
        String place = Path.of(classPath.split(File.pathSeparator)[0])
                .resolveSibling(CACHE)
                .toString();
        return Jvm.command(
                mainClass,
                options.stream()
                        .map(option -> option.endsWith("=" + CACHE) ? option.replace("=" + CACHE, "=" + place) : option)
                        .toList(),
                classPath);
    }

    /**
     * Why it cannot take part; empty if it can, as far as is known before it starts.
     *
     * @param platform the names of the operating system and of the processor
     */
    Optional<String> absence(Optional<String> classPath, String platform) {
        if (classPath.isEmpty()) {
            return Optional.of(name + ": it takes part with the Maven profile -Pbenchmarks only");
        }
        if (!platform.equals(PLATFORM)) {
            return Optional.of(name + ": the profile has its natives for " + PLATFORM + ", and this is " + platform);
        }
        return Optional.empty();
    }

    /**
     * The answer of a command to the argument "version". Asked twice: org.bytedeco's first start, which unpacks its
     * natives, crashes in one of them.
     */
    static String version(List<String> command) throws IOException {
        try {
            return ask(command);
        } catch (IOException e) {
            return ask(command);
        }
    }

    private static String ask(List<String> command) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.add("version");
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try {
            if (process.waitFor() != 0 || said.isEmpty()) {
                throw new IOException(
                        said.isEmpty()
                                ? "it ends without a word"
                                : String.join(" | ", said.subList(0, Math.min(3, said.size()))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said.get(said.size() - 1);
    }
}
