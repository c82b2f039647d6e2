package dev.inercia.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/** A master and two workers of one core each, as processes on loopback, from the class path: no Spark distribution. */
final class Cluster implements AutoCloseable {

    private static final long LIMIT_NANOS = Duration.ofSeconds(120).toNanos();
    private static final Pattern MASTER = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

    private final Path directory;
    private final List<Process> workers = new ArrayList<>();
    private final Process master;
    private final String url;

    Cluster(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("home").resolve("jars"));
        master = start("master", "org.apache.spark.deploy.master.Master", "--port", "0");
        try {
            url = await(() -> found("master", MASTER), "the master to start");
            for (String name : List.of("worker1", "worker2")) {
                workers.add(start(
                        name,
                        "org.apache.spark.deploy.worker.Worker",
                        url,
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "-d",
                        directory.resolve(name).toString()));
            }
            for (String name : List.of("worker1", "worker2")) {
                await(() -> found(name, Pattern.compile("Successfully registered")), name + " to register");
            }
        } catch (RuntimeException | IOException e) {
            close();
            throw e;
        }
    }

    private Process start(String name, String mainClass, String... args) throws IOException {
        List<String> options = new ArrayList<>(SparkJvm.options());
        options.add("-Xmx256m");
        options.add("-Dorg.slf4j.simpleLogger.log.org.apache.spark.deploy=info");
        options.add("-Dspark.master.rest.enabled=false"); // it has a port of its own
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
        ProcessBuilder builder = new ProcessBuilder(SparkJvm.command(options, mainClass, all.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_SCALA_VERSION", "2.13",
                        "SPARK_HOME", directory.resolve("home").toString(),
                        "SPARK_LOCAL_IP", "127.0.0.1"));
        return builder.start();
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** What matches in a process's output; null if nothing does yet. */
    private String found(String name, Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(log(name)));
            return matcher.find() ? matcher.group() : null;
        } catch (IOException e) {
            return null;
        }
    }

    static <R> R await(Supplier<R> attempt, String what) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LIMIT_NANOS) {
            R result = attempt.get();
            if (result != null) {
                return result;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("Waited in vain for " + what);
    }

    String url() {
        return url;
    }

    /** Two executors, both there before the first task. */
    SparkConf conf() {
        return new SparkConf()
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.memory", "600m")
                .set("spark.executor.cores", "1")
                .set("spark.cores.max", "2")
                .set("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .set("spark.network.timeout", "60s");
    }

    /** The processes of the executors that run now: a worker starts no others. */
    List<ProcessHandle> executors() {
        return workers.stream().flatMap(worker -> worker.toHandle().children()).toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(master), workers.stream())
                .flatMap(process -> Stream.concat(
                        Stream.of(process.toHandle()), process.toHandle().descendants()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
