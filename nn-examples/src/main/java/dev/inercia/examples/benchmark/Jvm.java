package dev.inercia.examples.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How contestants in Java are started: in a JVM like this one, each with a class path of its own. */
final class Jvm {

    /** Keeps the JIT's code to AVX2. */
    static final String AVX2 = "-XX:UseAVX=2";

    private static final String PACKAGE = Jvm.class.getPackageName() + ".";
    private static final String CLASS_PATH = "-cp";

    private Jvm() {}

    /** A main class of this package on our own class path: what nn-optim and nn-mnist bring, and what this module needs. */
    static List<String> command(String mainClass, List<String> options) {
        return command(mainClass, options, classPath());
    }

    static List<String> command(String mainClass, List<String> options, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dorg.nd4j.log.initialization=false", CLASS_PATH, classPath, PACKAGE + mainClass));
        return command;
    }

    /** The class path in such a command; empty if the command starts no JVM. */
    static Optional<String> classPathOf(List<String> command) {
        int option = command.indexOf(CLASS_PATH);
        return option < 0 ? Optional.empty() : Optional.of(command.get(option + 1));
    }

    /** Within Maven the classes come from a loader of its own, and the JVM's class path is Maven's. */
    private static String classPath() {
        if (Jvm.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(Jvm::path).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** DL4J's class path, which the Maven profile resolves: its jars are not on ours. Empty without the profile. */
    static Optional<String> dl4jClassPath() {
        return resource("dl4j.classpath").map(jars -> {
            String classes =
                    path(Jvm.class.getProtectionDomain().getCodeSource().getLocation());
            return classes + File.pathSeparator + jars;
        });
    }

    /** The text of a resource; empty if there is none. */
    static Optional<String> resource(String name) {
        try (InputStream in = Jvm.class.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version in a jar file's name on a class path; empty if it is not there. */
    static String versionOf(String artifact, String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(file -> Path.of(file).getFileName().toString())
                .filter(name -> name.startsWith(artifact + "-") && name.endsWith(".jar"))
                .map(name -> name.substring(artifact.length() + 1, name.length() - ".jar".length()))
                .findFirst()
                .orElse("");
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
