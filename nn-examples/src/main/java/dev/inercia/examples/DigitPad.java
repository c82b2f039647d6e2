package dev.inercia.examples;

import dev.inercia.examples.pad.Pad;
import dev.inercia.examples.pad.PadData;
import dev.inercia.examples.pad.Recipe;
import dev.inercia.web.Address;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A pad in the browser to draw digits on, and a network that reads them while one draws: what it sees, how sure it is, what
 * its first layers make of it, and which pixels speak for and against. Digits that it reads wrongly can be corrected and
 * trained on. Runs until it is stopped.
 */
@Command(name = "digit-pad", description = "Draw digits in a browser, and see them read.", sortOptions = false)
public final class DigitPad implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory with MNIST's four files; by default as Mnist.load(), otherwise synthetic digits.")
    private Path directory;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-pad",
            description = "Directory for the network and the corrections, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of the page, by default ${DEFAULT-VALUE}, or one of the next nine; 0 for any.")
    private int port;

    @Option(names = "--no-browser", description = "Prints the address only.")
    private boolean isWithoutBrowser;

    @Option(names = "--fresh", description = "Trains a new network, even if one is saved.")
    private boolean isFresh;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new DigitPad(), args);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (directory != null && !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--data " + directory + " is not a directory");
        }
        try (Pad pad = open()) {
            System.out.println("Draw digits at " + pad.uri() + " (stop with Ctrl+C)");
            if (!isWithoutBrowser) {
                browse(pad.uri());
            }
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private Pad open() {
        try {
            return Pad.open(Address.loopback(port), out, Recipe.standard(seed), this::data, isFresh);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private PadData data() {
        Digits digits = Digits.load(directory);
        return new PadData(digits.source(), digits.training(), digits.test());
    }

    private static void browse(URI page) {
        if (GraphicsEnvironment.isHeadless()
                || !Desktop.isDesktopSupported()
                || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
            return;
        }
        try {
            Desktop.getDesktop().browse(page);
        } catch (IOException e) {
            System.out.println("The browser could not be opened: " + e.getMessage());
        }
    }
}
