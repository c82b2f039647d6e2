package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Conditions;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Products;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Describes the machine of a run. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Processor and operating system. */
    public static String description() {
        return processor() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static String processor() {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(PROCESSORS)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip() + " (" + architecture + ")")
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    public static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    /** When the JVM started. */
    public static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /**
     * The conditions of a report that ends now.
     *
     * @param data which data set
     * @param training its training images
     * @param test its test images
     * @param checksum of both
     * @param threads trainings at the same time
     * @param seed the first seed
     * @param epochs of every run; empty for each one's own
     * @param repeats the number of seeds of the first round
     * @param limit the time that it might take, in seconds; 0 for none
     * @param language of the texts
     */
    public static Conditions conditions(
            String data,
            Dataset training,
            Dataset test,
            String checksum,
            int threads,
            long seed,
            Optional<Integer> epochs,
            int repeats,
            double limit,
            String language) {
        return new Conditions(
                data,
                checksum,
                training.size(),
                test.size(),
                description(),
                cores(),
                java(),
                Products.libraries(),
                threads,
                seed,
                epochs,
                repeats,
                limit,
                language,
                version(),
                started(),
                Duration.between(started(), Instant.now()).toMillis() / 1e3);
    }

    /** Inercia's version, written by the build. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = Machine.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
