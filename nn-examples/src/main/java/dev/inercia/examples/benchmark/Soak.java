package dev.inercia.examples.benchmark;

import com.sun.management.ThreadMXBean;
import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Trains A for many steps and watches its memory. A separate process with all of MNIST, the trainer with its default
 * listeners, and the JVM options of {@link Benchmark}.
 */
final class Soak {

    /** Steps after which all allocations have been made. */
    private static final int WARM = 10_000;

    private static final int EVERY = 100_000;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Task TASK = Task.parse(Work.A.arguments("").toArray(String[]::new));

    private Soak() {}

    /** Takes the directory with MNIST's files and the number of steps. */
    public static void main(String[] args) {
        Mnist mnist = Mnist.load(Path.of(args[0]));
        Network network = Ours.network(TASK);
        System.out.println("      step     resident   heap bytes a step");
        Ours.trainer(TASK, network).listener(new Watch(Long.parseLong(args[1]))).train(mnist.train());
    }

    private static final class Watch implements Listener {

        private final long steps;
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long lastStep;
        private long lastAllocated;
        private OptionalLong warm = OptionalLong.empty();

        Watch(long steps) {
            this.steps = steps;
        }

        @Override
        public void onStart(Training training) {
            lastAllocated = threads.getCurrentThreadAllocatedBytes();
        }

        @Override
        public void onStep(Training training) {
            long step = training.step();
            if (step == WARM || step % EVERY == 0 || step == steps) {
                look(step);
            }
            if (step == steps) {
                training.stop("these were all");
            }
        }

        private void look(long step) {
            double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - lastAllocated) / (step - lastStep);
            OptionalLong resident = residentKilobytes();
            System.out.printf(
                    Locale.ROOT,
                    "%,10d   %s   %,17.0f%n",
                    step,
                    resident.isPresent()
                            ? String.format(Locale.ROOT, "%,7.1f MB", resident.getAsLong() / 1024.0)
                            : "not available",
                    bytes);
            if (step == WARM) {
                warm = resident;
            } else if (step == steps && warm.isPresent() && resident.isPresent()) {
                System.out.printf(
                        Locale.ROOT,
                        "Resident at step %,d: %.3f times that at step %,d%n",
                        step,
                        (double) resident.getAsLong() / warm.getAsLong(),
                        WARM);
            }
            lastStep = step;
            lastAllocated = threads.getCurrentThreadAllocatedBytes();
        }

        /** Resident memory as reported by Linux. */
        private static OptionalLong residentKilobytes() {
            if (!Files.isReadable(STATUS)) {
                return OptionalLong.empty();
            }
            try (Stream<String> lines = Files.lines(STATUS)) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst();
            } catch (IOException e) {
                return OptionalLong.empty();
            }
        }
    }
}
