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
 * The main class of a process that is killed: goes on with trainings, each on a thread of its own and with a directory
 * of its own, and leaves the result of each beside its directory. Prints the name of each training that has begun.
 */
final class ResumeChild {

    private ResumeChild() {}

    static Path result(Path directory, String name) {
        return directory.resolve(name + ".txt");
    }

    /** Trains to the end; the arguments are those of {@link ChildCommand#start}. Exits with 1 if a training fails. */
    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[0]);
        int every = Integer.parseInt(args[1]);
        int nap = Integer.parseInt(args[2]);
        Map<String, ResumeRow> rows = ResumeRow.all().collect(Collectors.toMap(ResumeRow::name, Function.identity()));
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of(args).subList(3, args.length)) {
            Thread thread = new Thread(() -> train(rows.get(name), directory, every, nap), name);
            thread.setUncaughtExceptionHandler((failed, failure) -> {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void train(ResumeRow row, Path directory, int every, int nap) {
        Path own = directory.resolve(row.name());
        Checkpoints checkpoints = every == 0
                ? new Checkpoints(own).everyEpochs(1000).onShutdown()
                : new Checkpoints(own).everySteps(every);
        String result = ResumeRow.result(
                row.trainer(),
                trainer -> trainer.listener(checkpoints)
                        .listener(new Begin(row.name()))
                        .onStep(training -> sleep(nap)),
                trainer -> trainer.resume(own, row.data()));
        try {
            Path torn = directory.resolve(row.name() + ".tmp");
            Files.writeString(torn, result);
            Files.move(torn, result(directory, row.name()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says when a training has begun. */
    private record Begin(String name) implements Listener {

        @Override
        public void onStart(Training training) {
            System.out.println(name);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
