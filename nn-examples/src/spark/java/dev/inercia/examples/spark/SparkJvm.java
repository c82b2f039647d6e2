package dev.inercia.examples.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;

/** The JVMs of a Spark program: Spark looks into packages of the JDK that must be opened on the command line. */
final class SparkJvm {

    /** A network trains on one thread; as many at a time as Spark has cores. */
    static final String THREADS = "inercia.threads";

    private static final String LOG = "-Dorg.slf4j.simpleLogger.log.";

    private SparkJvm() {}

    /** True if this JVM was started with the options that Spark needs. */
    static boolean isOpen() {
        return Object.class.getModule().isOpen("sun.nio.ch", SparkJvm.class.getModule());
    }

    /** Options for every JVM that runs Spark and the library. */
    static List<String> options() {
        List<String> options = new ArrayList<>(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
        options.removeIf(option -> option.startsWith("--add-modules")); // an incubator module, which warns
        options.addAll(own());
        return options;
    }

    /** Options that Spark does not bring itself. */
    private static List<String> own() {
        List<String> options = new ArrayList<>();
        options.add("-D" + THREADS + "=" + System.getProperty(THREADS, "1"));
        options.add("-Dorg.nd4j.log.initialization=false");
        options.add(LOG + "org.apache.hadoop.util.NativeCodeLoader=off");
        options.add(LOG + "org.apache.spark=" + System.getProperty("spark.log", "error"));
        return options;
    }

    /** A command that runs a main class on our own class path. */
    static List<String> command(List<String> options, Class<?> mainClass, String... args) {
        return command(options, mainClass.getName(), args);
    }

    static List<String> command(List<String> options, String mainClass, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(Arrays.asList(args));
        return command;
    }

    /** Runs a main class in a JVM with the right options, on the same console; its exit code. */
    static int run(Class<?> mainClass, String... args) {
        try {
            Process process = new ProcessBuilder(command(options(), mainClass, args))
                    .inheritIO()
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a JVM: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Within Maven the classes come from a loader of its own, and the JVM's class path is Maven's. */
    static String classPath() {
        if (SparkJvm.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(SparkJvm::path).collect(Collectors.joining(File.pathSeparator));
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

    /**
     * A context. Executors on a cluster get this program's class path, which the machines must share; settings that are
     * already in the configuration remain.
     *
     * @param master such as {@code local[2]} or {@code spark://host:7077}
     */
    static JavaSparkContext context(String master, SparkConf conf) {
        conf.setMaster(master);
        conf.setIfMissing("spark.app.name", "Inercia");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.executor.extraClassPath", classPath());
        conf.setIfMissing("spark.executor.extraJavaOptions", String.join(" ", own()));
        conf.setIfMissing("spark.driver.maxResultSize", "0"); // every partition sends all parameters
        return new JavaSparkContext(conf);
    }
}
