package dev.inercia.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A process that is killed: goes on with trainings, each on a thread of its own and with a directory of its own, and
 * leaves the result of each beside its directory. Says when it begins.
 */
final class ResumeChild {

    /** Milliseconds between steps, so that trainings last long enough to be killed. */
    private static final int NAP_MILLIS = 3;

    private ResumeChild() {}

    static Path result(Path directory, String name) {
        return directory.resolve(name + ".txt");
    }

    /**
     * Starts such a process.
     *
     * @param before a command that runs the rest as its arguments, or nothing
     * @param args as for {@link #main}
     */
    static Process start(List<String> before, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                ResumeChild.class.getName()));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** Waits until it says that it begins. */
    static void awaitBegin(Process process) throws IOException {
        if (process.getInputStream().read() < 0) {
            throw new IOException("The process ended before it began");
        }
    }

    /**
     * Trains to the end.
     *
     * @param args the directory of all; the steps between checkpoints, or 0 to save on shutdown alone; the names of rows
     */
    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[0]);
        int every = Integer.parseInt(args[1]);
        Map<String, ResumeRow> rows = ResumeRow.all().collect(Collectors.toMap(ResumeRow::name, Function.identity()));
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of(args).subList(2, args.length)) {
            threads.add(new Thread(() -> train(rows.get(name), directory, every), name));
        }
        System.out.println("begins");
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void train(ResumeRow row, Path directory, int every) {
        Path own = directory.resolve(row.name());
        Checkpoints checkpoints = new Checkpoints(own);
        String result = ResumeRow.result(
                row.trainer(),
                trainer -> trainer.listener(
                                every == 0 ? checkpoints.everyEpochs(1000).onShutdown() : checkpoints.everySteps(every))
                        .onStep(training -> nap()),
                trainer -> trainer.resume(own, row.data()));
        try {
            Path torn = directory.resolve(row.name() + ".tmp");
            Files.writeString(torn, result);
            Files.move(torn, result(directory, row.name()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void nap() {
        try {
            Thread.sleep(NAP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
